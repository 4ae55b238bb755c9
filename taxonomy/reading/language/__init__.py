"""Tables and small line tools: section names, items, sentences, money, dates, spellings."""
