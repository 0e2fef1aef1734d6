#pragma once

#include "attribution/text_corpus.h"
#include "rewards/corrected_records.h"
#include "rewards/credit_source.h"

namespace datanet::rewards {

// The text engine as a source of credits.
class TextCredits final : public CreditSource
{
public:
    // Reads through the index's records once. Invalid when sources of two contributions have the same priority or a
    // source belongs to none, or the corrections among these texts do not fit together.
    [[nodiscard]] static base::Result<TextCredits> over(attribution::TextCorpus corpus, ContributionIds contributions,
                                                        const std::vector<Correction> &corrections = {});

    [[nodiscard]] QString engine() const override;
    [[nodiscard]] base::Digest data() const override { return m_data; }
    [[nodiscard]] base::Result<OutputCredits> credits(base::ByteView output) const override;
    [[nodiscard]] base::Result<std::vector<CreditedSpan>> spans(base::ByteView output,
                                                                const RecordPlace &record) const override;
    [[nodiscard]] base::Result<std::vector<SharedCredit>> shares(base::ByteView output,
                                                                 const RecordPlace &record) const override;

private:
    TextCredits(attribution::TextCorpus corpus, ContributionIds contributions)
        : m_corpus(std::move(corpus)), m_contributions(std::move(contributions))
    {
    }
    [[nodiscard]] RecordPlace placeOf(attribution::RecordNumber number) const;
    [[nodiscard]] std::uint64_t partOf(const attribution::ClusterCredit &credit, const RecordPlace &record) const;
    void addSpans(std::vector<CreditedSpan> &spans, const attribution::Trace &trace,
                  const attribution::TokenText &tokens, attribution::RecordNumber leader) const;

    attribution::TextCorpus m_corpus;
    ContributionIds m_contributions; // of every source in the corpus
    CorrectedRecords m_corrected;
    base::Digest m_data;
};

} // namespace datanet::rewards
