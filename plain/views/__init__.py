"""The pages for those who read little, by what a person does there."""
