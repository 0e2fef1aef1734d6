#pragma once

#include "models/ngram_model.h"

#include <span>
#include <vector>

// How good a model's data is for foretelling texts of its kind. Measured on a model that does not have them.
namespace datanet::models {

// Whether a record belongs to the part that is held out: SplitMix64 of the first 8 bytes of its id (big endian) plus
// the seed, modulo 1000, below permille.
[[nodiscard]] bool isHeldOut(const base::Digest &recordId, std::uint64_t seed, std::uint32_t permille);

struct EvaluationOptions
{
    std::uint64_t seed = 1;
    std::uint32_t permille = 50; // held out, 1 to 500
    int threads = 2;
    // By record number the record whose id decides, so that copies stay on one side (TextCorpus::leaderOf()).
    // Empty: each record decides for itself, and a held-out text may have a copy among the others.
    std::span<const attribution::RecordNumber> leaders;
};

struct Evaluation
{
    std::uint64_t trainedRecords = 0;
    std::uint64_t trainedTokens = 0;
    TextScore heldOut;
};

// Counts everything but the held-out records with the model's parameters and scores those. Invalid when either part
// would be empty.
[[nodiscard]] base::Result<Evaluation> evaluate(const NgramModel &model, const EvaluationOptions &options,
                                                base::TaskContext &task);

// Whether credit tracks usefulness (attribution.md, 5): the same evaluation without the records of highest credit, and
// without as many others chosen at random. A large loss without the first and a small one without the second says yes.
struct RemovalQuality
{
    std::uint64_t removed = 0; // records, each time
    TextScore full; // perplexity of the held-out records with all others counted
    TextScore withoutCredited;
    TextScore withoutRandom;
};

// credit: by record number, of a log of answers. percent of the records that are not held out are removed, 1 to 50;
// of equal credits the earlier record first. Invalid as above, or when there is no credit.
[[nodiscard]] base::Result<RemovalQuality> removalQuality(const NgramModel &model,
                                                          std::span<const std::uint64_t> credit, std::uint32_t percent,
                                                          const EvaluationOptions &options, base::TaskContext &task);

} // namespace datanet::models
