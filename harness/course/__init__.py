"""The katas: where they are, what they ask, how far the learner is."""
