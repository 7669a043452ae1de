"""The review desk: people judge links in their browser, and the next run does as they say."""
