#include "models/ngram_model.h"

#include "attribution/parallel.h"
#include "models/answer_writer.h"
#include "models/prompt_anchor.h"
#include "models/seeded_random.h"

#include <algorithm>
#include <atomic>

namespace datanet::models {

using namespace Qt::StringLiterals;
using attribution::RecordNumber;
using attribution::TextIndex;
using attribution::TokenId;

namespace {

base::Error wrongIndex()
{
    return {base::ErrorKind::Corrupt, u"the text index does not hold the model's records"_s, u"build it again"_s};
}

// Whether the index has exactly these tokens for a record.
bool sameTokens(const TextIndex &index, TextIndex::Place place, const attribution::TokenText &text)
{
    const attribution::TextShard &shard = index.shards()[place.shard];
    const auto tokens = shard.recordTokens(place.record);
    if (tokens.size() != text.size())
        return false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (shard.token(tokens[i]) != text.folded(i))
            return false;
    }
    return true;
}

// Tokens are found by their bytes in order; a shard that has them otherwise would give wrong counts.
bool vocabularyAscends(const attribution::TextShard &shard)
{
    for (attribution::LocalToken token = 1; token < shard.vocabularySize(); ++token) {
        if (shard.token(token) >= shard.token(token + 1))
            return false;
    }
    return true;
}

// One token after the other behind a prompt.
class Sampler
{
public:
    Sampler(const NgramModel &model, const AnswerOptions &options)
        : m_options(options),
          m_random(options.seed),
          walk(model.counts(), model.description().parameters.longestContext)
    {
    }

    struct Chosen
    {
        std::size_t order = 0;
        Symbol symbol = kEnd;
    };
    // mayEnd false: the end is chosen only where nothing else follows.
    Chosen choose(bool mayEnd)
    {
        std::size_t order = walk.orders() - 1;
        if (m_options.choice == Choice::MostFrequent)
            return {order, mostFrequent(order, mayEnd)};
        for (;; --order) {
            const std::uint64_t count = walk.count(order);
            const std::uint64_t place = m_random.below(count + (order > 0 ? m_options.variety : 0));
            if (place >= count)
                continue;
            if (!mayEnd) {
                std::vector<ContextWalk::Counts> ends;
                walk.counts(kEnd, ends);
                if (const std::uint64_t others = count - ends[order].followed; others > 0)
                    return {order, walk.symbolAt(order, ends[order].followed + place % others)};
            }
            return {order, walk.symbolAt(order, place)};
        }
    }

private:
    [[nodiscard]] Symbol mostFrequent(std::size_t order, bool mayEnd) const
    {
        auto all = walk.distribution(order);
        if (!mayEnd && all.size() > 1 && all.front().symbol == kEnd)
            all.erase(all.begin());
        return std::ranges::max_element(all, {}, &ContextWalk::Next::count)->symbol;
    }

    AnswerOptions m_options;
    SeededRandom m_random;

public:
    ContextWalk walk;
};

} // namespace

base::Result<NgramModel> NgramModel::of(ModelDescription description, TextIndex index, std::vector<RecordTexts> texts,
                                        int threads, base::TaskContext &task)
{
    if (auto good = description.check(); !good)
        return base::fail(good.error());
    if (description.tokenCount() == 0)
        return base::fail(base::ErrorKind::Invalid, u"the records have no words"_s, u"train on records with text"_s);
    if (texts.size() != description.sources.size() || index.recordCount() != description.recordCount())
        return base::fail(wrongIndex());
    for (const attribution::TextShard &shard : index.shards()) {
        if (task.cancelled())
            return base::cancelled();
        if (!vocabularyAscends(shard) || !shard.verifyOrder())
            return base::fail(wrongIndex());
    }

    // Records have numbers in the order of sources and positions, and so do the texts.
    std::vector<std::string_view> recordTexts;
    recordTexts.reserve(index.recordCount());
    std::vector<std::atomic<std::uint64_t>> tokens(texts.size());
    std::vector<RecordNumber> firsts;
    std::atomic<bool> good = true;
    for (std::size_t s = 0; s < texts.size(); ++s) {
        const ModelSource &source = description.sources[s];
        firsts.push_back(static_cast<RecordNumber>(recordTexts.size()));
        if (texts[s].digest() != source.texts || texts[s].recordCount() != source.records
            || texts[s].textBytes() != source.bytes)
            return base::fail(wrongIndex());
        for (std::uint32_t i = 0; i < texts[s].recordCount(); ++i) {
            const auto number = static_cast<RecordNumber>(recordTexts.size());
            const attribution::ShardRecord &record = index.record(number);
            if (index.source(number) != source.source || record.position != texts[s].position(i)
                || record.id != texts[s].recordId(i))
                return base::fail(wrongIndex());
            recordTexts.push_back(texts[s].text(i));
        }
    }
    constexpr std::size_t kBatch = 256;
    std::atomic<std::size_t> done = 0;
    attribution::forEachInParallel((recordTexts.size() + kBatch - 1) / kBatch, threads, [&](std::size_t batch) {
        attribution::TokenText cut;
        for (std::size_t i = batch * kBatch; i < std::min(recordTexts.size(), (batch + 1) * kBatch); ++i) {
            if (!good || task.cancelled())
                return;
            cut.assign(recordTexts[i]);
            const auto source = std::ranges::upper_bound(firsts, static_cast<RecordNumber>(i)) - firsts.begin() - 1;
            tokens[static_cast<std::size_t>(source)] += cut.size();
            if (!sameTokens(index, index.place(static_cast<RecordNumber>(i)), cut))
                good = false;
        }
        done += kBatch;
    });
    if (task.cancelled())
        return base::cancelled();
    for (std::size_t s = 0; s < texts.size(); ++s)
        good = good && tokens[s] == description.sources[s].tokens;
    if (!good)
        return base::fail(wrongIndex());

    NgramModel model;
    model.m_state = std::make_shared<const State>(
        State{std::move(description), NgramCounts(std::move(index)), std::move(texts), std::move(recordTexts)});
    return model;
}

NgramModel NgramModel::with(const NgramParameters &parameters, const TrainingRun &run) const
{
    State changed = *m_state;
    changed.description.parameters = parameters;
    changed.description.run = run;
    NgramModel model;
    model.m_state = std::make_shared<const State>(std::move(changed));
    return model;
}

std::string_view NgramModel::recordText(RecordNumber record) const
{
    return m_state->recordTexts[record];
}

base::Result<Answer> NgramModel::answer(std::string_view prompt, const AnswerOptions &options) const
{
    if (prompt.size() > kMaximumPromptBytes)
        return base::fail(base::ErrorKind::Invalid, u"a question may have at most 64 KB"_s);
    if (options.maximumTokens < 1 || options.maximumTokens > AnswerOptions::kMaximumTokens
        || options.variety > AnswerOptions::kLargestVariety)
        return base::fail(base::ErrorKind::Invalid, u"an answer has 1 to 4096 tokens, its variety is 0 to 65536"_s);
    const attribution::TokenText asked(prompt);
    if (asked.size() == 0)
        return base::fail(base::ErrorKind::Invalid, u"the question is empty"_s, u"write some words"_s);

    const std::vector<TokenId> ids = index().ids(asked);
    const PromptAnchor anchor = findAnchor(counts(), ids);
    const std::span<const TokenId> run = std::span(ids).subspan(anchor.begin, anchor.size());
    Answer result;
    result.tokensIn = static_cast<std::uint32_t>(asked.size());
    result.promptTokensUsed = static_cast<std::uint32_t>(anchor.size());

    Sampler sampler(*this, options);
    ContextWalk &walk = sampler.walk;
    walk.restart(anchor.atRecordStart || run.empty());
    // Where the run itself stands first, for when nothing follows it.
    std::optional<ContextWalk::Occurrence> last;
    for (std::size_t i = 0; i < run.size(); ++i) {
        if (i + 1 == run.size())
            last = walk.firstOccurrence(walk.orders() - 1, run[i]);
        walk.advance(run[i]);
    }

    AnswerWriter writer(*this);
    std::uint32_t written = 0;
    Sampler::Chosen chosen = sampler.choose(false);
    const bool nothingFollows = chosen.symbol == kEnd;
    const auto next = nothingFollows ? last : walk.firstOccurrence(chosen.order, tokenOf(chosen.symbol));
    if (next && !run.empty() && (nothingFollows || run.size() < ids.size())) {
        // The sentence that has the run, as far as the run's end.
        const std::uint32_t end = next->token + (nothingFollows ? 1 : 0);
        const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(run.size(), end));
        std::uint32_t begin = writer.sentenceStart({next->record, end - length});
        begin = end - begin < options.maximumTokens ? begin : end - std::min(end, options.maximumTokens);
        const TextIndex::Place place = index().place(next->record);
        const auto tokens = index().shards()[place.shard].recordTokens(place.record);
        walk.restart(begin == 0);
        for (std::uint32_t token = begin; token < end && writer.append({next->record, token}); ++token, ++written)
            walk.advance(index().idOf(place.shard, tokens[token]));
        chosen.order = std::min(chosen.order, walk.orders() - 1);
    }
    while (chosen.symbol != kEnd && written < options.maximumTokens) {
        const TokenId token = tokenOf(chosen.symbol);
        auto at = writer.following(token);
        if (!at)
            at = walk.firstOccurrence(chosen.order, token);
        if (!at || !writer.append(*at))
            break;
        ++written;
        walk.advance(token);
        chosen = sampler.choose(true);
    }
    result.ended = chosen.symbol == kEnd;
    writer.finish(result);
    result.tokensOut = static_cast<std::uint32_t>(attribution::TokenText(base::text(result.text)).size());
    return result;
}

} // namespace datanet::models
