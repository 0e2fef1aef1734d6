#include "curation/doubtful_labels.h"

#include "base/fixed_log.h"
#include "similarity/tokens.h"

#include <QThread>
#include <QtConcurrent>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace datanet::curation {

namespace {

constexpr std::size_t kPlaces = 1 << 16;
constexpr std::size_t kMostBytesRead = 16 << 10; // of a text
constexpr std::size_t kMostLabels = 64;
constexpr std::size_t kLanes = 4; // labels are padded to a multiple of it
constexpr int kTrustedPercent = 75; // of those that seem to have a label, so many must have it
constexpr std::int64_t kFinePart = 64; // margins a word are counted in these parts of a unit
constexpr std::uint32_t kNoLabel = 0xffffffff;

std::int32_t log2Of(std::uint64_t value)
{
    return static_cast<std::int32_t>(base::log2Fixed(value));
}

struct Opinion
{
    std::uint32_t best = kNoLabel; // the likeliest label besides its own
    std::int64_t margin = 0; // of its own over it, in units of 2^-16 bit
    std::int64_t perWord = 0; // in parts of these
};

// The counts of all texts, and what a text's own label and the others have for it when it is left out.
class Bayes
{
public:
    Bayes(const std::vector<LabelledText> &texts, const std::vector<std::uint32_t> &labels, std::size_t count)
        : m_texts(texts), m_labels(labels), m_width((count + kLanes - 1) / kLanes * kLanes), m_count(count)
    {
        learn();
        makeTables();
    }

    [[nodiscard]] std::uint32_t records(std::size_t label) const { return m_records[label]; }

    [[nodiscard]] Opinion opinion(std::size_t number) const
    {
        const LabelledText &text = m_texts[number];
        const std::uint32_t own = m_labels[number];
        std::array<std::int32_t, kMostLabels> sums{};
        std::int32_t withoutItself = 0;
        std::uint32_t telling = 0;
        for (std::uint32_t i = 0; i < text.count; ++i) {
            const std::size_t row = placeOf(text, i) * m_width;
            if (m_single[row / m_width])
                continue; // no other text has it
            ++telling;
            for (std::size_t label = 0; label < m_width; ++label)
                sums[label] += m_logs[row + label];
            withoutItself += m_lost[row + own];
        }
        if (telling == 0)
            return {};
        sums[own] -= withoutItself;
        Opinion opinion;
        std::int64_t best = 0;
        for (std::uint32_t label = 0; label < m_count; ++label) {
            if (label == own)
                continue;
            const std::int64_t here =
                sums[label] - std::int64_t(telling) * m_wholes[label][text.count - telling] + m_priors[label];
            if (opinion.best == kNoLabel || here > best) {
                opinion.best = label;
                best = here;
            }
        }
        const std::uint64_t vocabulary = m_vocabulary - (text.count - telling);
        const std::int32_t whole = log2Of(2 * (m_totals[own] - text.count) + vocabulary + 1);
        const std::int64_t mine = sums[own] - std::int64_t(telling) * whole + log2Of(m_records[own] - 1);
        opinion.margin = mine - best;
        opinion.perWord = opinion.margin * kFinePart / telling;
        return opinion;
    }

private:
    static constexpr std::size_t kWholes = kMostPlaces + 1;

    [[nodiscard]] static std::size_t placeOf(const LabelledText &text, std::uint32_t i)
    {
        return std::size_t(text.places[2 * i]) | std::size_t(text.places[2 * i + 1]) << 8;
    }

    void learn()
    {
        struct Part
        {
            std::size_t begin = 0;
            std::size_t end = 0;
            std::vector<std::uint32_t> counts;
        };
        const std::size_t threads = std::clamp<std::size_t>(std::size_t(QThread::idealThreadCount()), 1, 8);
        std::vector<Part> parts(threads);
        for (std::size_t k = 0; k < threads; ++k)
            parts[k] = {m_texts.size() * k / threads, m_texts.size() * (k + 1) / threads, {}};
        QtConcurrent::blockingMap(parts, [this](Part &part) {
            part.counts.resize(kPlaces * m_width);
            for (std::size_t number = part.begin; number < part.end; ++number) {
                if (m_labels[number] == kNoLabel)
                    continue;
                for (std::uint32_t i = 0; i < m_texts[number].count; ++i)
                    ++part.counts[placeOf(m_texts[number], i) * m_width + m_labels[number]];
            }
        });
        m_counts = std::move(parts.front().counts);
        for (std::size_t k = 1; k < threads; ++k) {
            for (std::size_t i = 0; i < m_counts.size(); ++i)
                m_counts[i] += parts[k].counts[i];
        }
        m_records.resize(m_count);
        m_totals.resize(m_count);
        for (std::size_t number = 0; number < m_texts.size(); ++number) {
            if (m_labels[number] == kNoLabel)
                continue;
            ++m_records[m_labels[number]];
            m_totals[m_labels[number]] += m_texts[number].count;
        }
    }

    void makeTables()
    {
        m_logs.resize(m_counts.size());
        m_lost.resize(m_counts.size());
        m_single.resize(kPlaces);
        std::vector<std::int32_t> logs; // of odd numbers, by their halves
        for (std::uint64_t i = 0; i < 4096; ++i)
            logs.push_back(log2Of(2 * i + 1));
        const auto logOf = [&logs](std::uint64_t count) {
            return count < logs.size() ? logs[count] : log2Of(2 * count + 1);
        };
        for (std::size_t place = 0; place < kPlaces; ++place) {
            std::uint64_t all = 0;
            for (std::size_t i = place * m_width; i < (place + 1) * m_width; ++i) {
                all += m_counts[i];
                m_logs[i] = logOf(m_counts[i]);
                m_lost[i] = m_counts[i] == 0 ? 0 : m_logs[i] - logOf(m_counts[i] - 1);
            }
            m_single[place] = all == 1;
            m_vocabulary += all > 0;
        }
        m_counts = {};
        m_wholes.resize(m_count);
        for (std::size_t label = 0; label < m_count; ++label) {
            m_priors.push_back(log2Of(m_records[label]));
            for (std::uint64_t gone = 0; gone < kWholes; ++gone)
                m_wholes[label][gone] = log2Of(2 * m_totals[label] + m_vocabulary - std::min(gone, m_vocabulary) + 1);
        }
    }

    const std::vector<LabelledText> &m_texts;
    const std::vector<std::uint32_t> &m_labels;
    std::size_t m_width;
    std::size_t m_count;
    std::vector<std::uint32_t> m_counts; // by place, then label: texts that have it
    std::vector<std::int32_t> m_logs; // of twice these and one
    std::vector<std::int32_t> m_lost; // what they lose with one text less
    std::vector<bool> m_single; // by place: one text has it
    std::vector<std::uint32_t> m_records; // by label
    std::vector<std::uint64_t> m_totals; // by label: places of its texts
    std::vector<std::int32_t> m_priors;
    std::vector<std::array<std::int32_t, kWholes>> m_wholes; // by label, and by how many places go with the text
    std::uint64_t m_vocabulary = 0;
};

// Labels that enough texts have, ascending; none where they are too few or too many to tell apart.
std::vector<std::string_view> learnableLabels(const std::vector<LabelledText> &texts, std::uint32_t fewest)
{
    std::unordered_map<std::string_view, std::uint32_t> counts;
    for (const LabelledText &text : texts) {
        if (!text.label.empty())
            ++counts[text.label];
    }
    std::vector<std::string_view> labels;
    for (const auto &[label, count] : counts) {
        if (count >= fewest)
            labels.push_back(label);
    }
    std::sort(labels.begin(), labels.end());
    if (labels.size() < 2 || labels.size() > kMostLabels)
        labels.clear();
    return labels;
}

std::vector<Opinion> opinions(const Bayes &bayes, const std::vector<std::uint32_t> &labels)
{
    constexpr std::size_t kBlock = 4096;
    std::vector<Opinion> opinions(labels.size());
    std::vector<std::size_t> blocks;
    for (std::size_t at = 0; at < labels.size(); at += kBlock)
        blocks.push_back(at);
    QtConcurrent::blockingMap(blocks, [&](std::size_t begin) {
        for (std::size_t number = begin; number < std::min(begin + kBlock, labels.size()); ++number) {
            if (labels[number] != kNoLabel)
                opinions[number] = bayes.opinion(number);
        }
    });
    return opinions;
}

// What is usual of the records that have a label and seem to have it.
struct Usual
{
    std::vector<std::int64_t> margins; // a word, ascending
    std::int64_t sure = 0; // as much as those that are sure
    std::uint64_t agreements = 0; // records that are sure of it and have it
    std::uint64_t doubts = 0; // that are sure of it and have another
    bool trusted = false;
};

} // namespace

void wordPlaces(std::string_view text, std::vector<std::uint16_t> &places)
{
    thread_local std::vector<similarity::Token> words;
    similarity::splitWords(text.substr(0, kMostBytesRead), words);
    places.clear();
    for (const similarity::Token &word : words) {
        const auto place = static_cast<std::uint16_t>(word.hash * 0x9e3779b97f4a7c15u >> 48);
        if (std::find(places.begin(), places.end(), place) != places.end())
            continue;
        places.push_back(place);
        if (places.size() == kMostPlaces)
            break;
    }
}

std::vector<DoubtfulLabel> doubtfulLabels(const std::vector<LabelledText> &texts, const DoubtLimits &limits)
{
    std::vector<DoubtfulLabel> doubtful;
    const std::vector<std::string_view> names = learnableLabels(texts, limits.fewestRecords);
    if (names.empty())
        return doubtful;
    std::vector<std::uint32_t> labels(texts.size(), kNoLabel);
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t k = 0; k < names.size(); ++k)
        numbers.emplace(names[k], k);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (const auto found = numbers.find(texts[i].label); found != numbers.end())
            labels[i] = found->second;
    }
    const Bayes bayes(texts, labels, names.size());
    const std::vector<Opinion> all = opinions(bayes, labels);

    std::vector<Usual> usual(names.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (labels[i] != kNoLabel && all[i].margin > 0)
            usual[labels[i]].margins.push_back(all[i].perWord);
    }
    for (Usual &each : usual) {
        std::sort(each.margins.begin(), each.margins.end());
        const std::size_t rank = (each.margins.size() * std::size_t(limits.surePercent) + 99) / 100;
        if (!each.margins.empty())
            each.sure = each.margins[std::max<std::size_t>(rank, 1) - 1];
    }
    // Of another label than its own, or of its own.
    const std::int64_t least = limits.fewestBits * std::int64_t(base::kOneBit);
    const auto isSure = [&](std::uint32_t label, std::int64_t margin, std::int64_t perWord) {
        return margin >= least && !usual[label].margins.empty() && perWord >= usual[label].sure;
    };
    const auto isDoubtful = [&](std::size_t i) {
        return labels[i] != kNoLabel && all[i].best != kNoLabel && isSure(all[i].best, -all[i].margin, -all[i].perWord);
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (isDoubtful(i))
            ++usual[all[i].best].doubts;
        else if (labels[i] != kNoLabel && isSure(labels[i], all[i].margin, all[i].perWord))
            ++usual[labels[i]].agreements;
    }
    for (Usual &each : usual)
        each.trusted = each.agreements * 100 >= (each.agreements + each.doubts) * kTrustedPercent;
    std::vector<std::uint64_t> ofLabel(names.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (isDoubtful(i) && usual[all[i].best].trusted)
            ++ofLabel[labels[i]];
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!isDoubtful(i) || !usual[all[i].best].trusted
            || ofLabel[labels[i]] * 100 > std::uint64_t(limits.mostPercent) * bayes.records(labels[i]))
            continue;
        const std::vector<std::int64_t> &margins = usual[all[i].best].margins;
        const auto below = std::upper_bound(margins.begin(), margins.end(), -all[i].perWord) - margins.begin();
        doubtful.push_back({texts[i].record, names[labels[i]], names[all[i].best],
                            -all[i].margin / std::int64_t(base::kOneBit),
                            static_cast<int>(below * 100 / static_cast<std::ptrdiff_t>(margins.size()))});
    }
    return doubtful;
}

} // namespace datanet::curation
