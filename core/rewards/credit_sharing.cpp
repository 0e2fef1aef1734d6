#include "rewards/credit_sharing.h"

#include <algorithm>

namespace datanet::rewards {

namespace {

struct Part
{
    RecordCredit earned;
    base::Address author;
};

std::uint64_t half(std::uint64_t credit)
{
    return credit - credit / 2; // rounded up, for the one who was first
}

std::uint64_t keptOf(std::uint64_t credit, const CorrectionStep &step)
{
    if (step.tokens == 0)
        return credit;
    __extension__ using Wide = unsigned __int128;
    const Wide up = Wide(credit) * std::min(step.kept, step.tokens) + (step.tokens - 1);
    return static_cast<std::uint64_t>(up / step.tokens);
}

} // namespace

bool Correction::hasAgreed(const base::Address &who) const
{
    return std::find(agreed.begin(), agreed.end(), who) != agreed.end();
}

std::vector<RecordCredit> shareCredit(std::uint64_t credit, const RecordPlace &record,
                                      std::span<const CorrectionStep> chain)
{
    std::vector<Part> parts;
    std::uint64_t rest = credit;
    RecordPlace last = record;
    for (const CorrectionStep &step : chain) {
        const Correction &made = step.correction;
        std::uint64_t kept = keptOf(rest, step);
        if (made.author != made.correctedAuthor && !made.hasAgreed(made.correctedAuthor))
            kept = std::max(kept, half(rest));
        parts.push_back({{made.record, rest - kept}, made.author});
        rest = kept;
        last = made.corrected;
    }
    const base::Address first = chain.empty() ? base::Address() : chain.back().correction.correctedAuthor;
    parts.push_back({{last, rest}, first});

    const bool agreed = std::all_of(chain.begin(), chain.end(), [&](const CorrectionStep &step) {
        return step.correction.author == first || step.correction.hasAgreed(first);
    });
    if (!agreed) {
        std::uint64_t theirs = 0;
        for (const Part &part : parts)
            theirs += part.author == first ? part.earned.credit : 0;
        std::uint64_t lacking = half(credit) - std::min(theirs, half(credit));
        for (Part &part : parts) {
            if (part.author == first)
                continue;
            const std::uint64_t taken = std::min(lacking, part.earned.credit);
            part.earned.credit -= taken;
            lacking -= taken;
            parts.back().earned.credit += taken;
        }
    }
    std::vector<RecordCredit> shares;
    for (const Part &part : parts) {
        if (part.earned.credit > 0)
            shares.push_back(part.earned);
    }
    std::ranges::sort(shares, {}, &RecordCredit::record);
    return shares;
}

} // namespace datanet::rewards
