#pragma once

#include "models/answer.h"
#include "models/model_description.h"
#include "models/ngram_counts.h"
#include "models/ngram_score.h"
#include "models/record_texts.h"

#include <memory>
#include <string_view>
#include <vector>

namespace datanet::models {

// An n-gram language model of unbounded data and bounded context: counts come from the text index at the moment of
// asking, so there are no weights but the records themselves. Immutable, cheap to copy; any thread.
class NgramModel
{
public:
    static constexpr std::size_t kMaximumPromptBytes = 64 << 10;

    // texts: for each source of the description, in its order. Invalid without tokens, Corrupt unless index and texts
    // hold exactly the description's records: every text is cut into tokens again and compared. Cancelled when the
    // task is.
    [[nodiscard]] static base::Result<NgramModel> of(ModelDescription description, attribution::TextIndex index,
                                                     std::vector<RecordTexts> texts, int threads,
                                                     base::TaskContext &task);

    // The same records with other numbers, which must be within their bounds.
    [[nodiscard]] NgramModel with(const NgramParameters &parameters, const TrainingRun &run) const;

    [[nodiscard]] const ModelDescription &description() const { return m_state->description; }
    [[nodiscard]] const attribution::TextIndex &index() const { return m_state->counts.index(); }
    [[nodiscard]] const NgramCounts &counts() const { return m_state->counts; }
    // A record as it was written.
    [[nodiscard]] std::string_view recordText(attribution::RecordNumber record) const;

    // What the records say after the prompt. It goes on from that run of the prompt which says most (prompt_anchor.h),
    // token by token from the longest context that occurs, until a record ends or the bound is reached; spelling and
    // spacing are those of the records that are followed. Unless the whole prompt is continued, the answer begins with
    // the sentence that has the run. A function of weightsHash(), prompt and options alone.
    // Invalid for a prompt above kMaximumPromptBytes or one without tokens, and options beyond their bounds.
    [[nodiscard]] base::Result<Answer> answer(std::string_view prompt, const AnswerOptions &options) const;

    // How well it foretells a text that it was not made of.
    [[nodiscard]] TextScore score(std::string_view text) const
    {
        return scoreText(m_state->counts, m_state->description.parameters, text);
    }

private:
    NgramModel() = default;
    struct State
    {
        ModelDescription description;
        NgramCounts counts;
        std::vector<RecordTexts> texts;
        std::vector<std::string_view> recordTexts; // by record number
    };

    std::shared_ptr<const State> m_state;
};

} // namespace datanet::models
