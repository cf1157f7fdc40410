"""Sites drawn by script: a browser without a network of its own draws their pages."""
