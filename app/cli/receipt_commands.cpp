#include "cli/command.h"
#include "cli/commands.h"

#include "format/amount_text.h"
#include "provenance/device_identity.h"
#include "provenance/handover.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ReceiptWords
{
    std::string folder = ".", at;
    int day = 0;
};

QString absolute(const std::string &folder)
{
    return QDir::cleanPath(QDir().absoluteFilePath(fromWords(folder)));
}

base::Result<Answer> uploaded(Session &session, const ReceiptWords &words)
{
    QDateTime at = QDateTime::currentDateTime();
    if (!words.at.empty()) {
        at = QDateTime::fromString(fromWords(words.at), Qt::ISODate);
        if (!at.isValid())
            return session.usage(u"--at is no time"_s, u"--at 2026-03-01T18:30:00Z"_s);
        if (at > QDateTime::currentDateTime())
            return session.usage(u"--at has not come yet"_s);
    }
    const QString folder = absolute(words.folder);
    if (!provenance::isHandover(folder))
        return base::fail(base::ErrorKind::NotFound, folder + u" holds no files prepared for an upload"_s,
                          u"datanet export DIR OUT --format openledger"_s);
    const auto device = provenance::DeviceIdentity::open(session.home());
    if (!device)
        return base::fail(device.error());
    if (auto status = provenance::signUploaded(folder, words.day, at, device->key(), session.context()); !status)
        return base::fail(status.error());
    const QString day = provenance::dayFolder(words.day);
    session.say(u"Signed: the files of %1 were uploaded %2"_s.arg(day, at.toString(Qt::ISODate)));
    session.answer({{u"folder"_s, folder}, {u"day"_s, day}, {u"uploaded"_s, at.toUTC().toString(Qt::ISODate)}});
    return Answer::Yes;
}

base::Result<Answer> show(Session &session, const ReceiptWords &words)
{
    const QString folder = absolute(words.folder);
    const auto handover = provenance::readHandover(folder);
    if (!handover)
        return base::fail(handover.error());
    session.say(u"%1, version %2, prepared %3"_s.arg(handover->dataSet, handover->semanticVersion,
                                                     handover->prepared.toLocalTime().toString(Qt::ISODate)));
    QJsonArray days;
    for (const auto &day : handover->days) {
        session.say(u"%1  %2 files, %3, %4 records  %5"_s.arg(
            day.folder, countText(day.files), sizeText(day.bytes), countText(day.records),
            day.uploaded ? u"uploaded "_s + day.uploaded->toLocalTime().toString(Qt::ISODate) : u"not uploaded yet"_s));
        days.append(QJsonObject{
            {u"day"_s, day.folder},
            {u"files"_s, number(day.files)},
            {u"bytes"_s, number(day.bytes)},
            {u"records"_s, number(day.records)},
            {u"uploaded"_s, day.uploaded ? QJsonValue(day.uploaded->toUTC().toString(Qt::ISODate)) : QJsonValue()}});
    }
    session.answer({{u"folder"_s, folder},
                    {u"dataSet"_s, handover->dataSet},
                    {u"version"_s, handover->version},
                    {u"semanticVersion"_s, handover->semanticVersion},
                    {u"prepared"_s, handover->prepared.toUTC().toString(Qt::ISODate)},
                    {u"days"_s, days}});
    return Answer::Yes;
}

} // namespace

void addReceiptCommands(CLI::App &app, Session &session)
{
    CLI::App *receipt = app.add_subcommand("receipt", "What was handed over by hand, and when");
    receipt->require_subcommand(1);
    auto words = std::make_shared<ReceiptWords>();
    const auto addFolder = [words](CLI::App *command) {
        command->add_option("folder", words->folder, "Folder that `export --format openledger` made")->required();
    };
    CLI::App *sign = receipt->add_subcommand("uploaded", "Sign that the files of one day were uploaded");
    addFolder(sign);
    sign->add_option("--day", words->day, "Which day's folder")->required()->check(CLI::Range(1, 100'000));
    sign->add_option("--at", words->at, "When, as 2026-03-01T18:30:00Z (default: now)");
    sign->footer("Example: datanet receipt uploaded words-upload --day 1\n"
                 "`datanet verify words-upload` checks receipts and files.");
    onRun(sign, session, [&session, words] { return uploaded(session, *words); });

    CLI::App *list = receipt->add_subcommand("show", "The days, and which were uploaded");
    addFolder(list);
    list->footer("Example: datanet receipt show words-upload --json");
    onRun(list, session, [&session, words] { return show(session, *words); });
}

} // namespace datanet::app::cli
