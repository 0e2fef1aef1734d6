#include "cli/column_words.h"

#include "cli/command.h"
#include "cli/network_access.h"
#include "sync/preflight.h"

#include <QJsonObject>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

void addColumnWords(CLI::App *command, ColumnWords &words)
{
    command->add_option("--rename", words.renamed, "OLD=NEW: give a column another name")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--skip", words.skipped, "Leave a column out")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

base::Result<dataset::ColumnMap> toldColumns(const ColumnWords &words, Session &session)
{
    dataset::ColumnMap map;
    for (const std::string &word : words.renamed) {
        const QString text = fromWords(word);
        const qsizetype sign = text.indexOf(u'=');
        if (sign < 1 || sign + 1 == text.size())
            return session.usage(u"--rename is written OLD=NEW, not "_s + text);
        map.changes.push_back(
            {text.left(sign), text.mid(sign + 1).normalized(QString::NormalizationForm_C), std::nullopt});
    }
    for (const std::string &word : words.skipped)
        map.changes.push_back({fromWords(word), {}, std::nullopt});
    if (const auto valid = map.validate(); !valid)
        return session.usage(valid.error().what, valid.error().hint);
    return map;
}

base::Result<dataset::ColumnMap> settleColumns(Session &session, const QStringList &columns,
                                               const dataset::ColumnMap &told, const dataset::Schema &form,
                                               bool lenient)
{
    for (const auto &change : told.changes) {
        if (!lenient && !columns.contains(change.from))
            return session.usage(u"there is no column “"_s + change.from + u"”"_s,
                                 u"the columns are "_s + columns.mid(0, 20).join(u", "_s));
    }
    auto plan = dataset::planColumns(columns, told, form);
    QStringList words; // that would say what is not certain
    for (const auto &match : plan.likely) {
        if (session.confirm(u"Take the column “%1” for “%2”?"_s.arg(match.column, match.field))) {
            const auto *field = form.find(match.field);
            plan.map.changes.push_back({match.column, match.field, field ? std::optional(field->type) : std::nullopt});
            plan.missing.removeOne(match.field);
        } else {
            words.append(u"--rename '%1=%2'"_s.arg(match.column, match.field));
        }
    }
    if (!plan.missing.isEmpty())
        return session.usage(u"no column was matched to "_s + plan.missing.join(u", "_s) + u"; the columns are "_s
                                 + columns.mid(0, 20).join(u", "_s),
                             words.isEmpty() ? u"--rename OLD=NEW"_s : words.join(u' '));
    if (const auto valid = plan.map.validateFor(columns); !valid)
        return session.usage(valid.error().what, valid.error().hint);
    for (const auto &change : plan.map.changes) {
        if (change.to.isEmpty())
            session.say(change.from + u": left out"_s);
        else if (change.to != change.from)
            session.say(change.from + u" -> "_s + change.to);
    }
    return std::move(plan.map);
}

base::Result<curation::DatanetRules> rulesOf(Session &session, std::uint64_t datanet)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    return sync::datanetRules(***network, datanet, session.context());
}

QJsonArray describedMap(const dataset::ColumnMap &map)
{
    QJsonArray list;
    for (const auto &change : map.changes)
        list.append(QJsonObject{{u"from"_s, change.from},
                                {u"to"_s, change.to.isEmpty() ? QJsonValue() : QJsonValue(change.to)}});
    return list;
}

} // namespace datanet::app::cli
