#include "format/statement_text.h"

#include "base/mul_div.h"
#include "format/amount_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::Uint256;
using rewards::EarnedAs;
using rewards::EarnedPart;

namespace {

constexpr int kTitleLength = 90; // characters of an answer that name it
constexpr std::uint64_t kRatioDigits = 1'000'000; // six decimals

QVariantMap line(const QString &text, const QString &value, bool strong = false)
{
    return {{u"text"_s, text}, {u"value"_s, value}, {u"strong"_s, strong}};
}

// "0.382217…": cut, and the dots say that more follows.
QString ratioText(const Uint256 &part, const Uint256 &whole)
{
    const auto cut = base::mulDiv(part, kRatioDigits, whole).value_or(Uint256());
    const QString digits = cut.toDecimal().rightJustified(7, u'0');
    const bool exact = cut.times(whole) == part.times(kRatioDigits);
    return digits.chopped(6) + u'.' + digits.right(6) + (exact ? QString() : u"\u2026"_s);
}

// "38.2 %": cut.
QString percentText(const Uint256 &part, const Uint256 &whole)
{
    const auto cut = base::mulDiv(part, 1000, whole).value_or(Uint256());
    const QString digits = cut.toDecimal().rightJustified(2, u'0');
    //: A share, such as "38.2 %"
    return StatementText::tr("%1 %").arg(digits.chopped(1) + u'.' + digits.right(1));
}

QString opening(const base::Bytes &output)
{
    const QString text = QString::fromUtf8(output.left(4 * kTitleLength)).simplified();
    return text.size() <= kTitleLength ? text : QString(text.left(kTitleLength).trimmed() + u'\u2026');
}

// Only bytes that are there are quoted: the span and the output come from different hands.
QString quoted(const base::Bytes &output, const rewards::CreditedSpan &span)
{
    if (span.beginByte > span.endByte || span.endByte > std::uint64_t(output.size()))
        return {};
    return QString::fromUtf8(output.mid(span.beginByte, span.endByte - span.beginByte)).simplified();
}

Uint256 sumOf(std::span<const rewards::ExplainedAnswer> answers)
{
    Uint256 sum;
    for (const auto &answer : answers)
        sum = sum.plus(answer.wei).value_or(sum);
    return sum;
}

} // namespace

QString StatementText::moment(std::int64_t seconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

QString StatementText::roleTitle(EarnedAs as)
{
    switch (as) {
    case EarnedAs::Model:
        //: What an account was paid as
        return tr("As the model's owner");
    case EarnedAs::Contributor:
        return tr("For your records");
    case EarnedAs::Reviewer:
        return tr("For your reviews");
    case EarnedAs::Staker:
        break;
    }
    return tr("For your seats on the panel");
}

QVariantMap StatementText::group(const rewards::ExplainedAnswer &answer, const EarnedPart &part,
                                 const rewards::Parameters &parameters)
{
    QVariantList lines;
    const Uint256 platform = answer.fee.minus(answer.net).value_or(Uint256());
    //: First line of the arithmetic; %1 is the platform's fee
    lines.append(line(tr("Paid, less the platform\u2019s %1").arg(exactAmount(platform)), columnAmount(answer.net)));
    const auto whole = countText(qint64(rewards::kBasisPoints));
    const auto share = [&](const QString &text, std::uint32_t points) {
        lines.append(line(text.arg(countText(qint64(points)), whole), columnAmount(part.share)));
    };
    const auto factor = [&](const QString &text) {
        lines.append(line(text.arg(countText(part.weight), countText(part.total)),
                          u"\u00d7 "_s + ratioText(part.weight, part.total)));
    };
    switch (part.as) {
    case EarnedAs::Contributor:
        //: A part of the fee in hundredths of a per cent: "4,000 of 10,000"
        share(tr("Contributors\u2019 part, %1 of %2"), parameters.split.contributors);
        //: A part of all credit of an answer
        factor(tr("Your credit, %1 of %2"));
        break;
    case EarnedAs::Reviewer:
        share(tr("Reviewers\u2019 part, %1 of %2"), parameters.split.reviewers);
        factor(tr("Credit of what you reviewed, %1 of %2"));
        break;
    case EarnedAs::Staker:
        share(tr("Panel\u2019s part, %1 of %2"), parameters.split.stakers);
        lines.append(line(tr("For each of %1 seats, rounded down").arg(countText(part.total)),
                          columnAmount(rewards::portion(part.share, 1, part.total))));
        lines.append(line(tr("Your seats"), u"\u00d7 "_s + countText(part.weight)));
        break;
    case EarnedAs::Model:
        //: What is left of the model owners' part when it comes to this model
        share(tr("Of the model owners\u2019 part, %1 of %2, this model gets"), parameters.split.model);
        lines.append(line(tr("Passed on to the model it was made from, %1 of %2").arg(countText(part.weight), whole),
                          u"\u2212 "_s + columnAmount(rewards::portion(part.share, part.weight, part.total))));
        break;
    }
    //: Last line of the arithmetic
    lines.append(
        line(part.as == EarnedAs::Model ? tr("You get") : tr("You get, rounded down"), columnAmount(part.wei), true));
    return {{u"title"_s, answer.parts.size() > 1 ? roleTitle(part.as) : QString()}, {u"lines"_s, lines}};
}

QString StatementText::creditText(const rewards::ExplainedLeaf &leaf)
{
    const QString credit = countText(Uint256(leaf.leaf.credit));
    std::uint64_t shared = 0;
    for (const auto &share : leaf.shares)
        shared += share.credit;
    if (shared == 0)
        return tr("credit %1").arg(credit);
    //: A record was corrected, and its authors share what it earns
    return tr("credit %1, with a part of %2 that is shared because of a correction")
        .arg(credit, countText(Uint256(shared)));
}

QVariantList StatementText::records(const rewards::ExplainedAnswer &answer, const Texts &texts)
{
    QVariantList list;
    for (const auto &leaf : answer.leaves) {
        const rewards::RecordPlace place{leaf.leaf.contribution, leaf.leaf.position};
        QStringList words;
        for (const auto &span : leaf.spans) {
            if (answer.output)
                words.append(quoted(*answer.output, span));
        }
        words.removeAll(QString());
        const auto text = texts.find(place);
        list.append(QVariantMap{
            //: One record; %1 counts from 1, %2 is the number of the contribution
            {u"title"_s, tr("Record %1 of contribution %2").arg(leaf.leaf.position + 1).arg(leaf.leaf.contribution)},
            {u"credit"_s, creditText(leaf)},
            {u"words"_s, words},
            {u"text"_s, text == texts.end() ? QString() : text->second}});
    }
    return list;
}

QVariantMap StatementText::answer(const rewards::ExplainedAnswer &answer, const rewards::Parameters &parameters,
                                  const Texts &texts)
{
    QVariantList groups;
    QString credit;
    for (const auto &part : answer.parts) {
        groups.append(group(answer, part, parameters));
        if (part.as == EarnedAs::Contributor)
            credit = percentText(part.weight, part.total);
    }
    const QString time = moment(answer.time);
    QString title = answer.output ? opening(*answer.output) : QString();
    if (title.isEmpty())
        //: Names an answer whose text is not public; %1 is date and time
        title = tr("Answer of %1").arg(time);
    return {{u"title"_s, title},
            {u"time"_s, time},
            {u"credit"_s, credit},
            {u"amount"_s, shortAmount(answer.wei)},
            {u"exact"_s, exactAmount(answer.wei)},
            {u"wei"_s, answer.wei.toDecimal()},
            {u"groups"_s, groups},
            {u"records"_s, records(answer, texts)}};
}

QVariantMap StatementText::of(const rewards::EpochExplanation &explanation, const Texts &texts, std::size_t shown)
{
    const auto &all = explanation.answers;
    const auto listed = std::span(all).first(std::min(shown, all.size()));
    QVariantList answers;
    for (const auto &one : listed)
        answers.append(answer(one, explanation.parameters, texts));
    const Uint256 these = sumOf(listed);
    const auto more = qint64(all.size() - listed.size() + explanation.furtherAnswers);
    const Uint256 others = explanation.earned.minus(these).value_or(Uint256());
    QVariantList sums;
    if (more > 0) {
        //: Sum of the answers that are listed
        sums.append(line(tr("These %n answers", "", int(listed.size())), columnAmount(these)));
        //: Sum of the answers that are not listed
        sums.append(line(tr("The other %n", "", int(more)), u"+ "_s + columnAmount(others)));
    }
    sums.append(line(tr("Payout round %1").arg(explanation.epoch), columnAmount(explanation.earned), true));
    //: What the rounds before came to
    sums.append(line(tr("Earned before it"), u"+ "_s + columnAmount(explanation.before)));
    //: The new total, which can be claimed as far as it was not
    sums.append(line(tr("Earned so far with it"),
                     columnAmount(explanation.before.plus(explanation.earned).value_or(explanation.earned)), true));
    return {{u"paid"_s, countText(qint64(explanation.paidAnswers))},
            {u"used"_s, countText(qint64(explanation.usedAnswers))},
            {u"records"_s, countText(qint64(explanation.records.size()))},
            {u"answers"_s, answers},
            {u"more"_s, more},
            {u"moreListed"_s, listed.size() < all.size()},
            {u"moreAmount"_s, shortAmount(others)},
            {u"moreExact"_s, exactAmount(others)},
            {u"sums"_s, sums}};
}

} // namespace datanet::app
