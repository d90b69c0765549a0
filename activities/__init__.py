"""The hands of a case: they record steps, read accounts and write papers, once, however often they are asked."""
