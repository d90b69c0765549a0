"""The scripts that make the templates: a .docx in the tree can be read in a review as the code that built it."""
