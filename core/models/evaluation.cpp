#include "models/evaluation.h"

#include "attribution/parallel.h"
#include "models/seeded_random.h"

#include <algorithm>
#include <mutex>
#include <numeric>

namespace datanet::models {

using namespace Qt::StringLiterals;
using attribution::RecordNumber;

namespace {

base::Error wrongOptions(const QString &what)
{
    return {base::ErrorKind::Invalid, u"the model can't be evaluated: "_s + what, {}};
}

// By record number: whether it is held out.
base::Result<std::vector<bool>> split(const NgramModel &model, const EvaluationOptions &options)
{
    const std::uint32_t records = model.index().recordCount();
    if (options.permille < 1 || options.permille > 500)
        return base::fail(wrongOptions(u"1 to 500 of 1000 records can be held out"_s));
    if (!options.leaders.empty() && options.leaders.size() != records)
        return base::fail(wrongOptions(u"the clusters are those of another index"_s));
    std::vector<bool> heldOut(records);
    for (RecordNumber number = 0; number < records; ++number) {
        const RecordNumber decides = options.leaders.empty() ? number : options.leaders[number];
        if (decides >= records)
            return base::fail(wrongOptions(u"the clusters are those of another index"_s));
        heldOut[number] = isHeldOut(model.index().record(decides).id, options.seed, options.permille);
    }
    const auto count = std::ranges::count(heldOut, true);
    if (count == 0 || count == std::ssize(heldOut))
        return base::fail(wrongOptions(u"there are too few records to hold some out"_s));
    return heldOut;
}

// The held-out records, foretold from those that are kept.
base::Result<Evaluation> measure(const NgramModel &model, const std::vector<bool> &heldOut,
                                 const std::vector<bool> &kept, int threads, base::TaskContext &task)
{
    auto subset = subsetOf(model.index(), kept, task);
    if (!subset)
        return base::fail(subset.error());
    const NgramCounts counts(*std::move(subset));
    Evaluation result;
    result.trainedRecords = counts.index().recordCount();
    result.trainedTokens = counts.tokenCount();
    if (result.trainedTokens == 0)
        return base::fail(wrongOptions(u"nothing is left to count"_s));
    std::vector<RecordNumber> texts;
    for (RecordNumber number = 0; number < heldOut.size(); ++number) {
        if (heldOut[number])
            texts.push_back(number);
    }
    std::mutex mutex;
    std::int64_t done = 0;
    attribution::forEachInParallel(texts.size(), threads, [&](std::size_t i) {
        if (task.cancelled())
            return;
        const TextScore score = scoreText(counts, model.description().parameters, model.recordText(texts[i]));
        const std::scoped_lock lock(mutex);
        result.heldOut += score;
        task.progress(++done, std::ssize(texts));
    });
    if (task.cancelled())
        return base::cancelled();
    return result;
}

} // namespace

bool isHeldOut(const base::Digest &recordId, std::uint64_t seed, std::uint32_t permille)
{
    return SeededRandom(seedOf(recordId) + seed).next() % 1000 < permille;
}

base::Result<Evaluation> evaluate(const NgramModel &model, const EvaluationOptions &options, base::TaskContext &task)
{
    const auto heldOut = split(model, options);
    if (!heldOut)
        return base::fail(heldOut.error());
    std::vector<bool> kept = *heldOut;
    kept.flip();
    return measure(model, *heldOut, kept, options.threads, task);
}

base::Result<RemovalQuality> removalQuality(const NgramModel &model, std::span<const std::uint64_t> credit,
                                            std::uint32_t percent, const EvaluationOptions &options,
                                            base::TaskContext &task)
{
    const auto heldOut = split(model, options);
    if (!heldOut)
        return base::fail(heldOut.error());
    if (percent < 1 || percent > 50 || credit.size() != heldOut->size())
        return base::fail(wrongOptions(u"1 to 50 percent of its records can be removed"_s));
    std::vector<RecordNumber> records;
    for (RecordNumber number = 0; number < heldOut->size(); ++number) {
        if (!(*heldOut)[number])
            records.push_back(number);
    }
    if (std::ranges::all_of(records, [&](RecordNumber number) { return credit[number] == 0; }))
        return base::fail(wrongOptions(u"no record that it counts has credit"_s));

    std::vector<bool> all = *heldOut;
    all.flip();
    const std::size_t removed = std::max<std::size_t>(records.size() * percent / 100, 1);
    const auto without = [&](std::span<const RecordNumber> gone) {
        std::vector<bool> kept = all;
        for (const RecordNumber number : gone)
            kept[number] = false;
        return measure(model, *heldOut, kept, options.threads, task);
    };
    std::vector<RecordNumber> byCredit = records;
    std::ranges::stable_sort(byCredit, std::ranges::greater(), [&](RecordNumber number) { return credit[number]; });
    // Fisher and Yates, the first `removed` places only.
    SeededRandom random(options.seed);
    for (std::size_t i = 0; i < removed; ++i)
        std::swap(records[i], records[i + random.below(records.size() - i)]);

    const auto full = without({});
    const auto credited = full ? without(std::span(byCredit).first(removed)) : full;
    const auto byChance = credited ? without(std::span(records).first(removed)) : credited;
    if (!byChance)
        return base::fail(byChance.error());
    return RemovalQuality{removed, full->heldOut, credited->heldOut, byChance->heldOut};
}

} // namespace datanet::models
