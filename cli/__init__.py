"""The command line: a face beside `web`. Its door is starter.py; heavy imports happen inside commands only."""
