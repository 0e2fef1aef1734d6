#include "sync/text_sources.h"

#include "attribution/token_text.h"
#include "rewards/answer_division.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using attribution::Credit;
using attribution::RecordNumber;
using attribution::TokenText;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

SourceRecord recordOf(const TraceableText &texts, RecordNumber number)
{
    const auto &index = texts.corpus.index();
    const auto &record = index.record(number);
    SourceRecord source{
        number, record.id, record.position, index.source(number).priority, {}, index.recordText(number)};
    if (auto contribution = texts.published.of(index.source(number)))
        source.contribution = *std::move(contribution);
    return source;
}

TextRun runOf(const TokenText &tokens, std::uint32_t beginToken, std::uint32_t endToken)
{
    return {tokens[beginToken].begin, tokens[endToken - 1].end};
}

// Tokens that people call words: marks of punctuation are tokens too.
std::uint32_t wordsIn(const TokenText &tokens, std::uint32_t beginToken, std::uint32_t endToken)
{
    std::uint32_t words = 0;
    for (std::uint32_t token = beginToken; token < endToken; ++token) {
        const auto first = static_cast<unsigned char>(tokens.folded(token).front());
        words += first >= 0x80 || std::isalnum(first) ? 1 : 0;
    }
    return words;
}

std::vector<CreditShare> sharesOf(const TraceableText &texts, const attribution::ClusterCredit &credit)
{
    const auto &index = texts.corpus.index();
    const auto contribution = texts.published.ids.find(index.source(credit.leader).id);
    if (texts.corrected.isEmpty() || contribution == texts.published.ids.end())
        return {};
    const rewards::RecordPlace leader{contribution->second, index.record(credit.leader).position};
    if (texts.corrected.chainOf(leader).empty())
        return {};
    std::vector<CreditShare> shares;
    for (const rewards::RecordCredit &share : texts.corrected.share(credit.credit, leader)) {
        const auto found = texts.published.contributions.find(share.record.contribution);
        shares.push_back({found == texts.published.contributions.end() ? std::optional<PublishedContribution>()
                                                                       : std::optional(found->second),
                          share.record.position, share.credit});
    }
    return shares;
}

std::vector<TextSource> sourcesIn(const TraceableText &texts, const attribution::Trace &trace, const TokenText &tokens)
{
    std::vector<TextSource> sources;
    for (const attribution::ClusterCredit &credit : trace.credits)
        sources.push_back({recordOf(texts, credit.leader), credit.credit, sharesOf(texts, credit), {}, 0});
    std::ranges::sort(sources, [](const TextSource &left, const TextSource &right) {
        return left.credit != right.credit ? left.credit > right.credit : left.leader.number < right.leader.number;
    });
    std::map<RecordNumber, TextSource *> byLeader;
    for (TextSource &source : sources)
        byLeader.emplace(source.leader.number, &source);
    for (const attribution::ClusterMatch &match : trace.matches) {
        const auto found = byLeader.find(match.leader);
        if (found == byLeader.end())
            continue; // somebody earlier reaches as far everywhere
        found->second->runs.push_back(runOf(tokens, match.beginToken, match.endToken));
        found->second->words = std::max(found->second->words, wordsIn(tokens, match.beginToken, match.endToken));
    }
    return sources;
}

// Who is credited most for the words of each span; a word belongs to the longest span that covers it.
void nameSources(SourcedText &text, const attribution::Trace &trace)
{
    std::vector<Credit> most(text.spans.size(), 0);
    std::vector<Credit> here(text.spans.size(), 0);
    for (std::size_t source = 0; source < text.sources.size(); ++source) {
        std::ranges::fill(here, 0);
        for (const attribution::TokenCredit &part :
             attribution::explainCredit(trace, text.sources[source].leader.number)) {
            const std::uint32_t span = trace.tokens[part.token].span;
            if (span != attribution::TokenWeight::kNoSpan)
                here[span] += part.credit;
        }
        for (std::size_t span = 0; span < here.size(); ++span) {
            if (here[span] > most[span]) {
                most[span] = here[span];
                text.spans[span].source = source;
            }
        }
    }
}

std::vector<TextPart> partsOf(const attribution::Trace &trace, const TokenText &tokens)
{
    std::vector<TextPart> parts;
    for (std::uint32_t token = 0; token < trace.tokens.size(); ++token) {
        const std::uint32_t span = trace.tokens[token].span;
        if (span == attribution::TokenWeight::kNoSpan)
            continue;
        const bool goesOn = token > 0 && trace.tokens[token - 1].span == span;
        if (!goesOn)
            parts.push_back({{tokens[token].begin, 0}, span});
        parts.back().run.end = tokens[token].end;
    }
    return parts;
}

QString wordsOfRecord(const SourceRecord &record)
{
    return QString::fromStdString(record.folded).left(60);
}

} // namespace

Result<TraceableText> openPublished(const Network &network, light::Snapshot &snapshot,
                                    const std::set<std::uint64_t> &datanets, base::TaskContext &context)
{
    const auto opened = openNewest(network, snapshot, datanets, {}, context);
    return opened ? Result<TraceableText>(**opened) : fail(opened.error());
}

Result<std::shared_ptr<const TraceableText>> openNewest(const Network &network, light::Snapshot &snapshot,
                                                        const std::set<std::uint64_t> &datanets,
                                                        const std::shared_ptr<const TraceableText> &held,
                                                        base::TaskContext &context)
{
    auto published = readPublished(network, snapshot, {datanets, {}}, context);
    if (!published)
        return fail(published.error());
    // The versions' accumulators bind every record in them.
    if (held && held->published.versions == published->versions)
        return held;
    QString purpose = u"all"_s;
    for (const std::uint64_t datanet : datanets)
        purpose += u'-' + QString::number(datanet);
    auto corpus = openCorpus(network, *published, purpose, context);
    if (!corpus)
        return fail(corpus.error());
    auto texts = traceable(std::move(*published), std::move(*corpus));
    if (!texts)
        return fail(texts.error());
    return std::make_shared<const TraceableText>(*std::move(texts));
}

Result<TraceableText> traceable(PublishedText published, attribution::TextCorpus corpus)
{
    auto corrected = rewards::CorrectedRecords::over(corpus, published.ids, published.corrections);
    if (!corrected)
        return fail(corrected.error());
    published.sources.clear();
    return TraceableText{std::move(published), std::move(corpus), std::move(*corrected)};
}

Result<SourcedText> sourcesOf(const TraceableText &texts, std::string_view text)
{
    const auto trace = texts.corpus.trace(text);
    if (!trace)
        return fail(trace.error());
    const TokenText tokens(text);
    SourcedText result;
    result.sources = sourcesIn(texts, *trace, tokens);
    for (const attribution::Span &span : trace->spans) {
        SourcedSpan sourced{{span.beginByte, span.endByte},
                            wordsIn(tokens, span.beginToken, span.endToken),
                            span.count,
                            span.boilerplate,
                            {},
                            {}};
        for (const RecordNumber number : span.records)
            sourced.records.push_back(recordOf(texts, number));
        result.spans.push_back(std::move(sourced));
    }
    nameSources(result, *trace);
    result.parts = partsOf(*trace, tokens);
    result.unattributed = trace->unattributed;
    result.total = trace->attributed + trace->unattributed;
    return result;
}

QString differenceOf(const SourcedText &one, const SourcedText &other)
{
    if (one == other)
        return {};
    for (std::size_t i = 0; i < std::max(one.sources.size(), other.sources.size()); ++i) {
        if (i >= other.sources.size())
            return u"\"%1\" is no longer among the sources"_s.arg(wordsOfRecord(one.sources[i].leader));
        if (i >= one.sources.size() || one.sources[i].leader.id != other.sources[i].leader.id)
            return u"source %1 is another record: \"%2\""_s.arg(i + 1).arg(wordsOfRecord(other.sources[i].leader));
        if (one.sources[i].credit != other.sources[i].credit)
            return u"\"%1\" has the weight %2 instead of %3"_s.arg(wordsOfRecord(one.sources[i].leader))
                .arg(other.sources[i].credit)
                .arg(one.sources[i].credit);
    }
    if (one.unattributed != other.unattributed)
        return u"what no record has weighs %1 instead of %2"_s.arg(other.unattributed).arg(one.unattributed);
    return u"the same weights, but not the same places in the text"_s;
}

Result<ExpectedEarnings> expectedEarnings(const SourcedText &text, const base::Uint256 &fee,
                                          const rewards::Parameters &parameters)
{
    rewards::DivisionRules rules;
    rules.parameters = parameters;
    std::map<rewards::RecordPlace, rewards::AttributionLeaf> places;
    for (const TextSource &source : text.sources) {
        std::vector<CreditShare> shares = source.shares;
        if (shares.empty())
            shares.push_back({source.leader.contribution, source.leader.position, source.credit});
        for (const CreditShare &share : shares) {
            if (!share.contribution)
                return fail(ErrorKind::Invalid, u"a source of the answer is not published"_s);
            const PublishedContribution &from = *share.contribution;
            rules.contributions.emplace(from.id, rewards::Contribution{from.id, from.payee, from.recordsRoot, {}});
            auto &leaf = places[{from.id, share.position}];
            leaf = {0, from.id, share.position, from.payee, leaf.credit + share.credit};
        }
    }
    std::vector<rewards::AttributionLeaf> leaves;
    for (const auto &[place, leaf] : places)
        leaves.push_back(leaf);
    if (text.unattributed > 0)
        leaves.push_back({0, 0, 0, {}, text.unattributed});
    const auto division = rewards::divideAnswer(fee, leaves, rules);
    if (!division)
        return fail(division.error());
    ExpectedEarnings earnings{division->net, division->shares.contributors, {}, {}};
    for (const rewards::Payment &payment : division->payments) {
        if (payment.role == rewards::Role::Contributor)
            earnings.paid = earnings.paid.plus(payment.wei).value_or(earnings.paid);
    }
    for (const TextSource &source : text.sources)
        earnings.sources.push_back(rewards::portion(earnings.share, source.credit, text.total));
    return earnings;
}

} // namespace datanet::sync
