#pragma once

#include "base/result.h"
#include "base/task.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::models {

struct LabelExample
{
    std::string text;
    std::string label;
};

struct LabelScore
{
    std::string label;
    double share = 0; // of all labels; for showing only
};

// How good it is, on records it had not seen: every example is judged by what was learnt from all others, its exact
// copies left out with it ("leaving one out", which naive Bayes can do by subtraction).
struct LabelAccuracy
{
    std::int64_t examples = 0;
    std::int64_t right = 0;
    std::int64_t guessed = 0; // right when always saying the label that most examples have
    bool operator==(const LabelAccuracy &) const = default;
};

// Suggests labels from labelled texts: multinomial naive Bayes over the words and word pairs that a text has (whether,
// not how often), hashed into 2^18 places; add one half. Which label comes first is decided by integers alone, so the
// same examples give the same suggestions on every machine, in whatever order they come. The shares are flattened by
// the temperature under which the left-out examples were likeliest, because naive Bayes is too sure of itself. Cheap to
// ask (microseconds), about 1 MiB a label. Asked from any thread once trained.
class LabelClassifier
{
public:
    static constexpr std::size_t kFewestExamples = 10;
    static constexpr std::size_t kMostExamples = 200'000; // that are learnt from; the first ones
    static constexpr std::size_t kMostLabels = 64;

    // Nothing where there is too little to learn from: fewer examples than that, or fewer than two labels that two
    // examples have. Invalid for more labels than the bound. Cancelled.
    [[nodiscard]] static base::Result<std::optional<LabelClassifier>> train(std::span<const LabelExample> examples,
                                                                            base::TaskContext &task);

    // Every label, best first; the shares add up to 1.
    [[nodiscard]] std::vector<LabelScore> scores(std::string_view text) const;

    [[nodiscard]] const LabelAccuracy &accuracy() const { return m_accuracy; }

private:
    using Places = std::vector<std::uint32_t>; // ascending, each once
    struct Example;
    // What is taken away from the counts while a group of copies is judged.
    struct Without
    {
        std::span<const std::uint32_t> byLabel; // how many copies have each label
        std::uint64_t unique = 0; // places that only they have
    };

    [[nodiscard]] static Places placesOf(std::string_view text);
    void learn(const Example &example);
    [[nodiscard]] std::vector<std::int64_t> bits(const Places &places, const Without *without) const;
    base::Status judge(std::vector<Example> &examples, base::TaskContext &task);

    std::vector<std::string> m_labels; // ascending
    std::vector<std::uint32_t> m_counts; // by place, then label: examples that have it
    std::vector<std::uint32_t> m_examples; // by label
    std::vector<std::uint64_t> m_totals; // by label: places of all its examples
    std::uint64_t m_vocabulary = 0; // places that some example has
    double m_temperature = 1;
    LabelAccuracy m_accuracy;
};

} // namespace datanet::models
