#pragma once

#include "attribution/text_corpus.h"
#include "rewards/credit_source.h"

#include <map>

namespace datanet::rewards {

// The ids of contributions, by the id of the sources that hold their records; one may have several, of different
// priorities.
using ContributionIds = std::map<base::Digest, std::uint64_t>;

// The text engine as a source of credits.
class TextCredits final : public CreditSource
{
public:
    // Reads through the index's records once. Invalid when sources of two contributions have the same priority or a
    // source belongs to none.
    [[nodiscard]] static base::Result<TextCredits> over(attribution::TextCorpus corpus, ContributionIds contributions);

    [[nodiscard]] QString engine() const override;
    [[nodiscard]] base::Digest data() const override { return m_data; }
    [[nodiscard]] base::Result<OutputCredits> credits(base::ByteView output) const override;
    [[nodiscard]] base::Result<std::vector<CreditedSpan>> spans(base::ByteView output,
                                                                const RecordPlace &leader) const override;

private:
    TextCredits(attribution::TextCorpus corpus, ContributionIds contributions)
        : m_corpus(std::move(corpus)), m_contributions(std::move(contributions))
    {
    }
    [[nodiscard]] RecordPlace placeOf(attribution::RecordNumber number) const;

    attribution::TextCorpus m_corpus;
    ContributionIds m_contributions; // of every source in the corpus
    base::Digest m_data;
};

} // namespace datanet::rewards
