#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"

#include "crypto/address.h"
#include "dataset/row_reader.h"
#include "sync/text_sources.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <map>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct TraceWords
{
    std::string text;
    std::string folder;
    std::vector<std::uint64_t> datanets;
};

base::Result<QByteArray> textOf(Session &session, const std::string &words)
{
    if (words != "-")
        return QByteArray::fromStdString(words);
    QByteArray text;
    std::array<char, 65536> piece{};
    while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), stdin)) {
        text.append(piece.data(), qsizetype(got));
        if (text.size() > qsizetype(attribution::kMaximumOutputBytes))
            return session.usage(u"the text is longer than %1 bytes"_s.arg(attribution::kMaximumOutputBytes));
    }
    return text;
}

base::Result<sync::TraceableText> folderTexts(Session &session, const QString &folder)
{
    auto rows = dataset::RowReader::open(folder);
    if (!rows)
        return base::fail(rows.error());
    const auto schema = schemaOf(*rows);
    if (!schema)
        return base::fail(schema.error());
    std::vector<attribution::TextCorpus::Contribution> contributions(1);
    contributions[0].source.priority = 1;
    dataset::FieldScanner fields;
    const auto read = rows->forEach(session.context(), [&](const dataset::RowView &row) -> base::Status {
        if (fields.load(row.body))
            contributions[0].records.push_back({row.id(), sync::indexedText(fields, *schema)});
        return {};
    });
    if (!read)
        return base::fail(read.error());
    auto corpus = attribution::TextCorpus::of(contributions, session.context());
    if (!corpus)
        return base::fail(corpus.error());
    return sync::TraceableText{{}, std::move(*corpus)};
}

base::Result<sync::TraceableText> publishedTexts(Session &session, const std::vector<std::uint64_t> &datanets)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    return sync::openPublished(on, *snapshot, {datanets.begin(), datanets.end()}, session.context());
}

QString contributorOf(const sync::SourceRecord &record)
{
    return record.contribution ? crypto::checksummed(record.contribution->contributor) : QString();
}

QJsonObject recordJson(const sync::SourceRecord &record)
{
    QJsonObject object{{u"record"_s, record.id.hex()},
                       {u"position"_s, qint64(record.position)},
                       {u"text"_s, QString::fromStdString(record.folded).left(400)}};
    if (record.contribution) {
        object[u"contribution"_s] = qint64(record.contribution->id);
        object[u"priority"_s] = qint64(record.priority);
        object[u"datanet"_s] = qint64(record.contribution->datanet);
        object[u"version"_s] = qint64(record.contribution->version);
        object[u"contributor"_s] = contributorOf(record);
    }
    return object;
}

// Of a record that was corrected: each author's part, added to what they have.
QJsonArray sharesJson(const std::vector<sync::CreditShare> &shares, std::map<QString, std::uint64_t> &contributors)
{
    QJsonArray all;
    for (const auto &share : shares) {
        const QString who = share.contribution ? crypto::checksummed(share.contribution->contributor) : QString();
        contributors[who] += share.credit;
        all.append(QJsonObject{{u"contribution"_s, qint64(share.contribution ? share.contribution->id : 0)},
                               {u"position"_s, qint64(share.position)},
                               {u"contributor"_s, who},
                               {u"credit"_s, QString::number(share.credit)}});
    }
    return all;
}

// Of 10,000.
QString percent(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? u"0"_s : QString::number(100.0 * double(part) / double(whole), 'f', 1);
}

base::Result<Answer> trace(Session &session, const TraceWords &words)
{
    if (!words.folder.empty() && !words.datanets.empty())
        return session.usage(u"--dir and --datanet exclude each other"_s);
    const auto text = textOf(session, words.text);
    if (!text)
        return base::fail(text.error());
    const auto texts =
        words.folder.empty() ? publishedTexts(session, words.datanets) : folderTexts(session, fromWords(words.folder));
    if (!texts)
        return base::fail(texts.error());
    const auto found = sync::sourcesOf(*texts, base::text(*text));
    if (!found)
        return base::fail(found.error());
    QJsonArray spans;
    for (const auto &span : found->spans) {
        const QString part =
            QString::fromUtf8(text->mid(qsizetype(span.run.begin), qsizetype(span.run.end) - span.run.begin));
        session.say(u"\"%1\"  in %2 places%3"_s.arg(part)
                        .arg(span.count)
                        .arg(span.boilerplate ? u", too common to earn anything"_s : QString()));
        QJsonArray records;
        for (const auto &record : span.records) {
            const auto object = recordJson(record);
            if (records.size() < 3)
                session.say(u"    %1%2"_s.arg(object[u"text"_s].toString().left(70),
                                              object.contains(u"contributor"_s)
                                                  ? QString(u"  by "_s % object[u"contributor"_s].toString())
                                                  : QString()));
            records.append(object);
        }
        spans.append(QJsonObject{{u"begin"_s, qint64(span.run.begin)},
                                 {u"end"_s, qint64(span.run.end)},
                                 {u"text"_s, part},
                                 {u"count"_s, qint64(span.count)},
                                 {u"boilerplate"_s, span.boilerplate},
                                 {u"records"_s, records}});
    }
    std::map<QString, std::uint64_t> contributors;
    QJsonArray credits;
    auto sources = found->sources;
    std::ranges::sort(sources, {}, [](const auto &source) { return source.leader.number; });
    for (const auto &source : sources) {
        auto object = recordJson(source.leader);
        object[u"credit"_s] = QString::number(source.credit);
        if (source.shares.empty())
            contributors[contributorOf(source.leader)] += source.credit;
        else
            object[u"shares"_s] = sharesJson(source.shares, contributors);
        credits.append(object);
    }
    QJsonArray shares;
    for (const auto &[account, credit] : contributors) {
        if (!account.isEmpty())
            session.say(u"%1  %2 %"_s.arg(account, percent(credit, found->total)));
        shares.append(QJsonObject{{u"contributor"_s, account.isEmpty() ? QJsonValue() : QJsonValue(account)},
                                  {u"credit"_s, QString::number(credit)}});
    }
    session.say(u"%1 % of it comes from no published record."_s.arg(percent(found->unattributed, found->total)));
    session.answer({{u"spans"_s, spans},
                    {u"credits"_s, credits},
                    {u"contributors"_s, shares},
                    {u"attributed"_s, QString::number(found->total - found->unattributed)},
                    {u"unattributed"_s, QString::number(found->unattributed)}});
    return found->spans.empty() ? Answer::No : Answer::Yes;
}

} // namespace

void addTraceCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<TraceWords>();
    CLI::App *command = app.add_subcommand("trace",
                                           "Which published records a text repeats; exit code 1 when it repeats none\n"
                                           "  datanet trace 'a program that runs in the background'\n"
                                           "  datanet trace --dir my-set - < answer.txt");
    command->add_option("text", words->text, "The text, or - for standard input")->required();
    command->add_option("--datanet", words->datanets, "Only these datanets (default: all)");
    command->add_option("--dir", words->folder, "A data set on this computer instead of what is published");
    onRun(command, session, [&session, words] { return trace(session, *words); });
}

} // namespace datanet::app::cli
