#include "models/label_classifier.h"

#include "attribution/fixed_log.h"
#include "attribution/token_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace datanet::models {

using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kPlaceBits = 18;

// log2 of odd and even numbers, most of which are small.
std::int64_t log2Of(std::uint64_t value)
{
    static const std::vector<std::int64_t> table = [] {
        std::vector<std::int64_t> logs(1 << 16);
        for (std::size_t i = 1; i < logs.size(); ++i)
            logs[i] = static_cast<std::int64_t>(attribution::log2Fixed(i));
        return logs;
    }();
    return value < table.size() ? table[value] : static_cast<std::int64_t>(attribution::log2Fixed(value));
}

std::vector<double> sharesOf(const std::vector<std::int64_t> &bits, double temperature)
{
    const std::int64_t most = *std::max_element(bits.begin(), bits.end());
    std::vector<double> shares(bits.size());
    for (std::size_t i = 0; i < bits.size(); ++i)
        shares[i] = std::exp2(double(bits[i] - most) / double(attribution::kOneBit) / temperature);
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double &share : shares)
        share /= sum;
    return shares;
}

constexpr std::int64_t kImpossible = std::int64_t{-1} << 50; // no example is left that has the label

} // namespace

struct LabelClassifier::Example
{
    Places places;
    std::uint32_t label = 0;
};

LabelClassifier::Places LabelClassifier::placesOf(std::string_view text)
{
    const attribution::TokenText tokens(text);
    Places places;
    places.reserve(tokens.size() * 2);
    const auto add = [&places](std::uint64_t hash) {
        hash *= 0x9e3779b97f4a7c15u; // the upper bits depend on all of it
        places.push_back(static_cast<std::uint32_t>(hash >> (64 - kPlaceBits)));
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        add(tokens[i].hash);
        if (i > 0)
            add(tokens[i - 1].hash * 31 + tokens[i].hash);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

void LabelClassifier::learn(const Example &example)
{
    const std::size_t labels = m_labels.size();
    ++m_examples[example.label];
    m_totals[example.label] += example.places.size();
    for (const std::uint32_t place : example.places) {
        const auto first = m_counts.begin() + std::ptrdiff_t(place * labels);
        if (std::all_of(first, first + std::ptrdiff_t(labels), [](std::uint32_t count) { return count == 0; }))
            ++m_vocabulary;
        ++*(first + example.label);
    }
}

std::vector<std::int64_t> LabelClassifier::bits(const Places &places, const Without *without) const
{
    const std::size_t labels = m_labels.size();
    const auto gone = [without](std::size_t label) -> std::uint32_t { return without ? without->byLabel[label] : 0; };
    std::vector<std::int64_t> result(labels);
    std::vector<std::int64_t> whole(labels);
    const std::uint64_t vocabulary = m_vocabulary - (without ? without->unique : 0);
    for (std::size_t label = 0; label < labels; ++label) {
        const std::uint32_t left = m_examples[label] - gone(label);
        result[label] = left == 0 ? kImpossible : log2Of(left);
        whole[label] = log2Of(2 * (m_totals[label] - gone(label) * places.size()) + vocabulary + 1);
    }
    for (const std::uint32_t place : places) {
        const std::uint32_t *counts = &m_counts[place * labels];
        std::uint64_t seen = 0;
        for (std::size_t label = 0; label < labels; ++label)
            seen += counts[label] - gone(label);
        if (seen == 0)
            continue; // says nothing about any label
        for (std::size_t label = 0; label < labels; ++label)
            result[label] += log2Of(2 * (counts[label] - gone(label)) + 1) - whole[label];
    }
    return result;
}

Status LabelClassifier::judge(std::vector<Example> &examples, base::TaskContext &task)
{
    // Copies stand beside each other.
    std::sort(examples.begin(), examples.end(), [](const Example &a, const Example &b) { return a.places < b.places; });
    constexpr std::array kTemperatures{1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0};
    std::array<double, kTemperatures.size()> likelihood{};
    std::vector<std::uint32_t> byLabel(m_labels.size());
    for (std::size_t first = 0, end = 0; first < examples.size(); first = end) {
        if (task.cancelled())
            return base::cancelled();
        std::fill(byLabel.begin(), byLabel.end(), 0);
        for (end = first; end < examples.size() && examples[end].places == examples[first].places; ++end)
            ++byLabel[examples[end].label];
        Without without{byLabel, 0};
        for (const std::uint32_t place : examples[first].places) {
            const auto *counts = &m_counts[place * m_labels.size()];
            without.unique += std::accumulate(counts, counts + m_labels.size(), std::uint64_t{0}) == end - first;
        }
        const auto left = bits(examples[first].places, &without);
        const auto best = static_cast<std::size_t>(std::max_element(left.begin(), left.end()) - left.begin());
        m_accuracy.right += byLabel[best];
        for (std::size_t i = 0; i < kTemperatures.size(); ++i) {
            const auto shares = sharesOf(left, kTemperatures[i]);
            for (std::size_t label = 0; label < m_labels.size(); ++label) {
                if (byLabel[label] > 0)
                    likelihood[i] += byLabel[label] * std::log2(std::max(shares[label], 1e-9));
            }
        }
        task.progress(std::int64_t(end), std::int64_t(examples.size()));
    }
    m_temperature =
        kTemperatures[std::size_t(std::max_element(likelihood.begin(), likelihood.end()) - likelihood.begin())];
    m_accuracy.examples = std::int64_t(examples.size());
    m_accuracy.guessed = *std::max_element(m_examples.begin(), m_examples.end());
    return {};
}

Result<std::optional<LabelClassifier>> LabelClassifier::train(std::span<const LabelExample> examples,
                                                              base::TaskContext &task)
{
    examples = examples.first(std::min(examples.size(), kMostExamples));
    LabelClassifier model;
    for (const LabelExample &example : examples)
        model.m_labels.push_back(example.label);
    std::sort(model.m_labels.begin(), model.m_labels.end());
    int common = 0; // labels that two examples have
    for (std::size_t i = 1; i < model.m_labels.size(); ++i) {
        const bool again = model.m_labels[i] == model.m_labels[i - 1];
        common += again && (i == 1 || model.m_labels[i] != model.m_labels[i - 2]);
    }
    model.m_labels.erase(std::unique(model.m_labels.begin(), model.m_labels.end()), model.m_labels.end());
    if (examples.size() < kFewestExamples || common < 2)
        return std::optional<LabelClassifier>();
    if (model.m_labels.size() > kMostLabels)
        return fail(base::ErrorKind::Invalid, QStringLiteral("more than %1 labels").arg(kMostLabels));

    model.m_counts.resize((std::size_t{1} << kPlaceBits) * model.m_labels.size());
    model.m_examples.resize(model.m_labels.size());
    model.m_totals.resize(model.m_labels.size());
    std::vector<Example> learnt;
    learnt.reserve(examples.size());
    for (const LabelExample &example : examples) {
        if (task.cancelled())
            return base::cancelled();
        const auto label = std::lower_bound(model.m_labels.begin(), model.m_labels.end(), example.label);
        learnt.push_back({placesOf(example.text), static_cast<std::uint32_t>(label - model.m_labels.begin())});
        model.learn(learnt.back());
    }
    if (auto status = model.judge(learnt, task); !status)
        return fail(status.error());
    return std::optional(std::move(model));
}

std::vector<LabelScore> LabelClassifier::scores(std::string_view text) const
{
    const auto exact = bits(placesOf(text), nullptr);
    const auto shares = sharesOf(exact, m_temperature);
    std::vector<std::size_t> order(m_labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return exact[a] > exact[b]; });
    std::vector<LabelScore> result;
    for (const std::size_t label : order)
        result.push_back({m_labels[label], shares[label]});
    return result;
}

} // namespace datanet::models
