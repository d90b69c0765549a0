"""What can happen in a rent-arrears case and what follows from it: pure, with the clock as an argument."""
