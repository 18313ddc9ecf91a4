"""What people give about petitions."""
