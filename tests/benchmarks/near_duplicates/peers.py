"""One peer on the records and on the labelled set: see the script "peers" beside this."""
import json
import re
import resource
import subprocess
import sys
import time

peer, records_file, labelled_file, percent, ours_file, flags_file = sys.argv[1:]
limit = int(percent) / 100
PERMUTATIONS, BANDS = 128, 32  # as ours
WORD = re.compile(r"\w+")


def shingles(text):
    """Word pairs, as ours."""
    words = WORD.findall(text.lower())
    return [a + " " + b for a, b in zip(words, words[1:])] or words


def processor_seconds():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class Datasketch:
    """A text that is estimated to be like an earlier one that was kept is a duplicate."""

    def __init__(self):
        from datasketch import MinHash, MinHashLSH

        self.minhash = MinHash
        self.index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
        self.kept = {}

    def add(self, texts):
        flags = []
        sets = ([pair.encode() for pair in shingles(text)] for text in texts)
        for minhash in self.minhash.generator(sets, num_perm=PERMUTATIONS):
            new = not self.like(minhash)
            if new:
                key = len(self.kept)
                self.kept[key] = minhash
                self.index.insert(key, minhash, check_duplication=False)
            flags.append(new)
        return flags

    def like(self, minhash):
        return any(self.kept[key].jaccard(minhash) >= limit for key in self.index.query(minhash))

    def ask(self, texts):
        sets = ([pair.encode() for pair in shingles(text)] for text in texts)
        return [self.like(minhash) for minhash in self.minhash.generator(sets, num_perm=PERMUTATIONS)]


class Rensa:
    """The same, by its streaming interface in one call."""

    def __init__(self):
        from rensa import RMinHashDeduplicator

        self.kept = RMinHashDeduplicator(threshold=limit, num_perm=PERMUTATIONS, use_lsh=True, num_bands=BANDS)
        self.count = 0

    def add(self, texts):
        flags = self.kept.add_pairs((str(self.count + i), shingles(text)) for i, text in enumerate(texts))
        self.count += len(texts)
        return list(flags)

    def ask(self, texts):
        return [bool(found) for found in self.kept.is_duplicate_pairs((f"p{i}", shingles(t)) for i, t in enumerate(texts))]


def rensa_rho(texts):
    """Its fastest way: samples the shingles; flags every member of a group, the first one, too."""
    from rensa import RMinHash, RMinHashLSH

    matrix = RMinHash.digest_matrix_from_token_sets_rho([shingles(text) for text in texts], PERMUTATIONS, 42)
    lsh = RMinHashLSH(limit, PERMUTATIONS, BANDS)
    return [not flag for flag in lsh.query_duplicate_flags_matrix_one_shot(matrix)]


def text_dedup(texts):
    """Its command, with two processes. Joins all that agree in a band, without a look at how similar they are."""
    with open("peer.jsonl", "w") as out:
        for i, text in enumerate(texts):
            out.write(json.dumps({"line": i, "text": text}) + "\n")
    subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", "peer.jsonl",
                    "--split", "train", "--cache_dir", "cache", "--output", "peer.out", "--column", "text",
                    "--ngram", "2", "--min_length", "1", "--num_perm", str(PERMUTATIONS), "--threshold", str(limit),
                    "--b", str(BANDS), "--r", str(PERMUTATIONS // BANDS), "--hash_func", "xxh3", "--hash_bits", "32",
                    "--num_proc", "2"], check=True, stdout=subprocess.DEVNULL, stderr=open("peer.log", "w"))
    import datasets

    kept = set(datasets.load_from_disk("peer.out")["line"])
    return [i in kept for i in range(len(texts))]


def f1(hits, wrong, missed):
    return 2 * hits / (2 * hits + wrong + missed)


texts = open(records_file, encoding="utf-8", newline="\n").read().split("\n")[:-1]
started, processor = time.perf_counter(), processor_seconds()
if peer == "datasketch":
    flags = Datasketch().add(texts)
elif peer == "rensa":
    flags = Rensa().add(texts)
elif peer == "rensa-rho":
    flags = rensa_rho(texts)
else:
    flags = text_dedup(texts)
seconds = time.perf_counter() - started
processor = processor_seconds() - processor
started = time.perf_counter()
for text in texts:
    shingles(text)
cutting = time.perf_counter() - started

ours = json.loads(open(ours_file).readline())
mine = [line == "1\n" for line in open(flags_file)]
assert len(mine) == len(flags) == len(texts)
print(json.dumps({
    "name": "near-duplicates", "peer": peer, "records": len(texts), "percent": int(percent), "kept": sum(flags),
    "ours": ours["seconds"], "theirs": round(seconds, 3), "ratio": round(seconds / ours["seconds"], 1),
    "ours_processor": ours["processor_seconds"], "theirs_processor": round(processor, 3),
    "theirs_processor_ratio": round(processor / ours["processor_seconds"], 1),
    "of_this_cutting_into_words": None if peer == "text-dedup" else round(cutting, 3),
    "agreement": round(sum(a == b for a, b in zip(mine, flags)) / len(flags), 5),
    "only_ours_duplicate": sum(not a and b for a, b in zip(mine, flags)),
    "only_theirs_duplicate": sum(a and not b for a, b in zip(mine, flags))}), flush=True)

if peer in ("datasketch", "rensa"):
    labelled = json.load(open(labelled_file))
    probes = [probe for probe in labelled["probes"] if probe["group"] != 1]  # without the heavily edited
    index = Datasketch() if peer == "datasketch" else Rensa()
    index.add(labelled["originals"])
    found = index.ask([probe["text"] for probe in probes])
    hits = sum(f and p["group"] == 0 for f, p in zip(found, probes))
    missed = sum(not f and p["group"] == 0 for f, p in zip(found, probes))
    wrong = sum(f and p["group"] == 2 for f, p in zip(found, probes))
    own = sum(not f and p["group"] == 2 for f, p in zip(found, probes))
    print(json.dumps({
        "name": "labelled set", "peer": peer, "percent": int(percent),
        "macro_f1": round((f1(hits, wrong, missed) + f1(own, missed, wrong)) / 2, 4),
        "precision": round(hits / max(1, hits + wrong), 4), "recall": round(hits / (hits + missed), 4)}), flush=True)
