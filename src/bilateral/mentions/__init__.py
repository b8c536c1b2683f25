"""What a sentence names: dates, states, amounts, persons, and the words for acts."""
