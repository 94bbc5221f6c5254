"""What documents do to one another: relations stated in a text, validity on a day, sentences."""
