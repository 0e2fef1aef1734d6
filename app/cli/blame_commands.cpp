#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "versioning/blame.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

void addBlameCommands(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", key, version = "HEAD";
    };
    auto words = std::make_shared<Words>();
    CLI::App *command =
        app.add_subcommand("blame", "Which version, and whose contribution, brought a record what it holds");
    command->add_option("key", words->key, "The record's key, or at least 8 digits of its id")->required();
    command->add_option("version", words->version, "As this version has it")->capture_default_str();
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        const auto repository = openRepository(words->folder);
        if (!repository)
            return base::fail(repository.error());
        const auto version = repository->resolve(fromWords(words->version));
        if (!version)
            return base::fail(version.error());
        const auto blame = versioning::blame(*repository, *version, fromWords(words->key), session.context());
        if (!blame)
            return base::fail(blame.error());
        QJsonArray fields;
        for (const auto &each : blame->fields) {
            session.say(u"%1  %2  %3  %4  %5%6"_s.arg(
                QString::fromStdString(each.field), QString::fromStdString(each.value).left(40),
                versioning::idText(each.version).left(10), each.author.name, each.message.section(u'\n', 0, 0),
                each.contributions.isEmpty() ? QString()
                                             : QString(u"  sent as "_s + each.contributions.join(u", "_s))));
            fields.append(QJsonObject{{u"field"_s, QString::fromStdString(each.field)},
                                      {u"value"_s, QString::fromStdString(each.value)},
                                      {u"version"_s, versioning::idText(each.version)},
                                      {u"author"_s, each.author.name},
                                      {u"time"_s, each.time.toString(Qt::ISODate)},
                                      {u"message"_s, each.message},
                                      {u"contributions"_s, QJsonArray::fromStringList(each.contributions)}});
        }
        if (!blame->isWhole)
            session.say(u"Some of it may be older: earlier versions were not fetched (datanet fetch --history)"_s);
        session.answer({{u"fields"_s, fields}, {u"whole"_s, blame->isWhole}});
        return Answer::Yes;
    });
}

} // namespace datanet::app::cli
