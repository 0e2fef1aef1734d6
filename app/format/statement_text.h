#pragma once

#include "rewards/explanation.h"

#include <QCoreApplication>
#include <QVariantMap>

#include <map>

namespace datanet::app {

// "Why this much?": one payout round of an account as lines of text whose numbers add up to the wei. Every number is
// computed here, in integers; whoever shows them adds nothing. Translated. Pure functions, any thread.
class StatementText
{
    Q_DECLARE_TR_FUNCTIONS(StatementText)

public:
    using Texts = std::map<rewards::RecordPlace, QString>; // of records

    // { paid, used, records: counts, answers: [...], more, moreAmount, moreExact, sums: [{ text, value, strong }] }.
    // shown: how many answers are listed; those behind them are one line of the sums. `more` is their number, 0 for
    // none; moreListed says whether a greater `shown` would list further ones.
    [[nodiscard]] static QVariantMap of(const rewards::EpochExplanation &explanation, const Texts &texts,
                                        std::size_t shown);

    // { title, time, credit, amount, exact, wei, groups: [{ title, lines }], records: [{ title, credit, words, text }]
    // }. title: the beginning of the answer's text, where it is public. credit: "38.2 %" of all credit, cut; empty
    // where no record of the account was used. title of a group is empty where there is one only. lines: each { text,
    // value, strong }, the last one what the account gets. words: what the answer repeats, each in quotes.
    [[nodiscard]] static QVariantMap answer(const rewards::ExplainedAnswer &answer,
                                            const rewards::Parameters &parameters, const Texts &texts);

    // "29 Nov 2026 06:01", in the language's own form.
    [[nodiscard]] static QString moment(std::int64_t seconds);

private:
    [[nodiscard]] static QVariantMap group(const rewards::ExplainedAnswer &answer, const rewards::EarnedPart &part,
                                           const rewards::Parameters &parameters);
    [[nodiscard]] static QVariantList records(const rewards::ExplainedAnswer &answer, const Texts &texts);
    [[nodiscard]] static QString creditText(const rewards::ExplainedLeaf &leaf);
    [[nodiscard]] static QString roleTitle(rewards::EarnedAs as);
};

} // namespace datanet::app
