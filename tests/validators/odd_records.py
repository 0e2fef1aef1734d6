"""Records that are hard on readers, the same on every run."""
import json
import random

pieces = ["a", ",", '"', "\n", " ", "1", "true", "null", "{", "é", "\U0001f600", "中文", "-", "\\", "2024-01-01"]
dice = random.Random(5)


def words(count):
    return "".join(dice.choice(pieces) for _ in range(count))


for number in range(300):
    record = {"id": number}
    if dice.random() < 0.7:
        record["text"] = "w" + words(dice.randrange(40))
    if dice.random() < 0.5:
        record["score"] = dice.randrange(10**6) / 64
    if dice.random() < 0.5:
        record["nested"] = {"list": [1, None, words(2)], "deep": {"x": dice.random() < 0.5}}
    if dice.random() < 0.3:
        record["odd name, “quoted” / 100%"] = words(3) + "."
    print(json.dumps(record))
