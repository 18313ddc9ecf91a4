"""The pages about needs, by what a person does there."""
