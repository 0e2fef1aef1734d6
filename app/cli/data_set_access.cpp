#include "cli/data_set_access.h"

#include "cli/session.h"

#include <QDir>
#include <QRegularExpression>

#include <pwd.h>
#include <unistd.h>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

QString absolute(const std::string &folder)
{
    return QDir::cleanPath(QDir().absoluteFilePath(QString::fromStdString(folder)));
}

} // namespace

std::shared_ptr<std::string> addFolder(CLI::App *command)
{
    auto folder = std::make_shared<std::string>(".");
    command->add_option("dir", *folder, "Folder of the data set (default: the current one)");
    return folder;
}

base::Result<versioning::Workspace> openWorkspace(Session &session, const std::string &folder)
{
    return versioning::Workspace::open(absolute(folder), session.context());
}

base::Result<versioning::Repository> openRepository(const std::string &folder)
{
    const dataset::DataSetFolder parts{absolute(folder)};
    if (!parts.exists())
        return base::fail(base::ErrorKind::NotFound, parts.path + u" holds no data set"_s,
                          u"datanet init DIR --title T --domain D --license SPDX"_s);
    return versioning::Repository::open(parts.repository());
}

base::Result<dataset::Schema> schemaOf(dataset::RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(dataset::kSchemaFile));
    if (!bytes)
        return base::fail(bytes.error());
    if (bytes->isEmpty())
        return dataset::Schema();
    return dataset::Schema::fromJson(*bytes);
}

base::Result<dataset::Metadata> metadataOf(dataset::RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(dataset::kMetadataFile));
    if (!bytes)
        return base::fail(bytes.error());
    return dataset::Metadata::fromJson(*bytes);
}

versioning::Person author(const std::string &words)
{
    static const QRegularExpression withMail(u"^\\s*(.*?)\\s*<([^<>]*)>\\s*$"_s);
    const QString given = QString::fromStdString(words);
    if (const auto match = withMail.match(given); match.hasMatch())
        return {match.captured(1), match.captured(2)};
    if (!given.trimmed().isEmpty())
        return {given.trimmed(), {}};
    const passwd *entry = ::getpwuid(::getuid());
    if (entry == nullptr)
        return {u"Contributor"_s, {}};
    const QString fullName = QString::fromLocal8Bit(entry->pw_gecos).section(u',', 0, 0).trimmed();
    return {fullName.isEmpty() ? QString::fromLocal8Bit(entry->pw_name) : fullName, {}};
}

} // namespace datanet::app::cli
