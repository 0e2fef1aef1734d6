#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "base/files.h"
#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"
#include "format/amount_text.h"
#include "versioning/kept_file.h"
#include "versioning/version_rows.h"

#include <QDir>
#include <QFileInfo>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct MediaWords
{
    std::string folder, key, file, version;
};

base::Result<dataset::Row> rowOf(Session &session, const QString &folder, const QString &key,
                                 const std::optional<versioning::CommitId> &version)
{
    if (!version) {
        auto rows = dataset::RowReader::open(folder);
        if (!rows)
            return base::fail(rows.error());
        const auto position = rows->find(key);
        return position ? rows->at(*position) : base::Result<dataset::Row>(base::fail(position.error()));
    }
    const auto repository = openRepository(folder.toStdString());
    if (!repository)
        return base::fail(repository.error());
    auto rows = versioning::VersionRows::open(*repository, *version);
    if (!rows)
        return base::fail(rows.error());
    const auto offset = rows->find(key, session.context());
    const auto page =
        offset ? rows->page(*offset, 1) : base::Result<std::vector<dataset::Row>>(base::fail(offset.error()));
    if (!page)
        return base::fail(page.error());
    return page->front();
}

base::Result<Answer> writeMedia(Session &session, const MediaWords &words)
{
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.folder)));
    std::optional<versioning::CommitId> version;
    if (!words.version.empty()) {
        const auto repository = openRepository(words.folder);
        if (!repository)
            return base::fail(repository.error());
        const auto resolved = repository->resolve(fromWords(words.version));
        if (!resolved)
            return base::fail(resolved.error());
        version = *resolved;
    }
    const auto row = rowOf(session, folder, fromWords(words.key), version);
    if (!row)
        return base::fail(row.error());
    dataset::FieldScanner fields;
    const auto media = fields.load(row->body) ? dataset::RecordMedia::of(fields) : std::nullopt;
    if (!media)
        return base::fail(base::ErrorKind::NotFound, u"this record stands for no file: it has no field “media”"_s);
    const auto bytes = versioning::keptFile(folder, media->sha256, version);
    if (!bytes)
        return base::fail(bytes.error());

    QString path = fromWords(words.file);
    if (path.isEmpty()) {
        // A name out of somebody's data: only its last part, in this folder, and never over what is there.
        path = QFileInfo(QString::fromUtf8(media->name.data(), qsizetype(media->name.size()))).fileName();
        if (path.isEmpty() || path.startsWith(u'.') || QFileInfo::exists(path))
            return session.usage(path.isEmpty() || path.startsWith(u'.') ? u"the record has no name for its file"_s
                                                                         : u"“%1” is there already"_s.arg(path),
                                 u"say where it is to be written"_s);
    }
    if (auto status = base::files::writeAtomically(path, *bytes); !status)
        return base::fail(status.error());
    session.say(u"%1, %2"_s.arg(path, sizeText(bytes->size())));
    session.answer({{u"file"_s, QFileInfo(path).absoluteFilePath()},
                    {u"bytes"_s, number(bytes->size())},
                    {u"sha256"_s, QString::fromLatin1(base::toPlainHex(media->sha256.view()))}});
    return Answer::Yes;
}

} // namespace

void addMediaCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<MediaWords>();
    CLI::App *command = app.add_subcommand("media", "Write out the picture or sound that a record stands for");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("key", words->key, "The record's key, or at least 8 digits of its id")->required();
    command->add_option("file", words->file, "File to write (default: the record's name for it, here)");
    command->add_option("--version,--revision", words->version,
                        "As this version has it (default: the records as they are)");
    command->footer("Example: datanet media leaves 3f8a91c2 leaf.jpg");
    onRun(command, session, [&session, words] { return writeMedia(session, *words); });
}

} // namespace datanet::app::cli
