"""The words of the domain: values without behaviour beyond their own meaning. Imports nothing of ours."""
