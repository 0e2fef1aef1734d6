#pragma once

#include "attribution/text_corpus.h"
#include "rewards/credit_source.h"

namespace datanet::rewards {

// The text engine as a source of credits. A source's priority in the index is the contribution's id.
class TextCredits final : public CreditSource
{
public:
    // Reads through the index's records once. Invalid when two sources have the same priority.
    [[nodiscard]] static base::Result<TextCredits> over(attribution::TextCorpus corpus);

    [[nodiscard]] QString engine() const override;
    [[nodiscard]] base::Digest data() const override { return m_data; }
    [[nodiscard]] base::Result<OutputCredits> credits(base::ByteView output) const override;
    [[nodiscard]] base::Result<std::vector<CreditedSpan>> spans(base::ByteView output,
                                                                const RecordPlace &leader) const override;

private:
    explicit TextCredits(attribution::TextCorpus corpus) : m_corpus(std::move(corpus)) { }
    [[nodiscard]] RecordPlace placeOf(attribution::RecordNumber number) const;

    attribution::TextCorpus m_corpus;
    base::Digest m_data;
};

} // namespace datanet::rewards
