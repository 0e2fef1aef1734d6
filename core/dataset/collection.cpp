#include "dataset/collection.h"

#include "dataset/text_utf8.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <map>
#include <set>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qint64 kMaximumCaption = 16 << 10;

// "a/x.png" and "a/x.txt" are about the same.
QString stem(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot > name.lastIndexOf(u'/') ? name.left(dot) : name;
}

// The caption that a text file holds; "" when it is more than that.
QString captionIn(const QString &path)
{
    QFile file(path);
    if (file.size() > kMaximumCaption || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    if (firstInvalidUtf8(base::text(bytes)) || bytes.contains('\0'))
        return {};
    return QString::fromUtf8(bytes).trimmed();
}

// Captions of pictures, by the picture's name; the text files that hold them are no records of their own.
std::map<QString, QString> captionsOf(const std::vector<CollectedFile> &files, std::set<QString> &holders)
{
    std::map<QString, const CollectedFile *> texts;
    for (const CollectedFile &file : files)
        if (file.refused.isEmpty() && file.name.endsWith(u".txt"_s, Qt::CaseInsensitive))
            texts.emplace(stem(file.name), &file);
    std::map<QString, QString> captions;
    for (const CollectedFile &file : files) {
        if (!file.refused.isEmpty() || formatOfName(file.name) != FileFormat::Image)
            continue;
        const auto text = texts.find(stem(file.name));
        const QString caption = text == texts.end() ? QString() : captionIn(text->second->path);
        if (caption.isEmpty())
            continue;
        captions[file.name] = caption;
        holders.insert(text->second->name);
    }
    return captions;
}

base::Status readOne(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    auto detected = detectFile(file, options);
    if (!detected)
        return base::fail(detected.error());
    if (detected->format == FileFormat::Archive)
        return base::fail(ErrorKind::Invalid, u"an archive inside a folder or archive is not opened"_s,
                          u"unpack it there, or import it by itself"_s);
    // Of a picture or a spreadsheet a part is of no use.
    if (!file.damage.isEmpty() && detected->format > FileFormat::Text)
        return base::fail(ErrorKind::Corrupt, file.damage);
    return readFile(file, *detected, options, reading);
}

} // namespace

QString insidePath(const QString &path)
{
    QString clean = path;
    clean.replace(u'\\', u'/');
    while (clean.startsWith(u"./"_s))
        clean.remove(0, 2);
    if (clean.isEmpty() || clean.size() > 1000 || clean.startsWith(u'/') || (clean.size() > 1 && clean[1] == u':'))
        return {};
    for (const QChar c : std::as_const(clean))
        if (c.category() == QChar::Other_Control || c == QChar::ReplacementCharacter)
            return {};
    for (const auto part : QStringView(clean).split(u'/'))
        if (part == u".." || part == u"." || part.isEmpty())
            return {};
    return clean;
}

bool isSystemFile(const QString &path)
{
    for (const auto part : QStringView(path).split(u'/'))
        if (part.startsWith(u'.') || part == u"__MACOSX" || part == u"Thumbs.db" || part == u"desktop.ini")
            return true;
    return false;
}

std::vector<Detection::Contents> contentsOf(const std::vector<CollectedFile> &files)
{
    std::map<int, std::int64_t> counts;
    for (const CollectedFile &file : files) {
        const auto format = file.refused.isEmpty() ? formatOfName(file.name) : std::nullopt;
        ++counts[format ? static_cast<int>(*format) : 1000];
    }
    std::vector<Detection::Contents> contents;
    for (const auto &[format, count] : counts)
        contents.push_back({format < 1000 ? std::optional(static_cast<FileFormat>(format)) : std::nullopt, count});
    return contents;
}

base::Status readCollection(const InputFile &whole, std::vector<CollectedFile> files, const ImportOptions &options,
                            Reading &reading, double share)
{
    std::sort(files.begin(), files.end(), [](const CollectedFile &left, const CollectedFile &right) {
        return left.name.toUtf8() < right.name.toUtf8();
    });
    std::set<QString> holders;
    const auto captions = captionsOf(files, holders);
    ImportOptions inner = options;
    inner.sourceName.clear();
    for (const CollectedFile &file : files) {
        if (reading.stop)
            return base::cancelled();
        if (holders.contains(file.name))
            continue;
        if (auto status = reading.output.source(whole.name + u'/' + file.name); !status)
            return status;
        base::Status status = base::fail(ErrorKind::Invalid, file.refused);
        if (file.refused.isEmpty()) {
            const auto caption = captions.find(file.name);
            std::atomic<std::int64_t> bytes = 0;
            Reading part{reading.output, bytes, reading.stop, reading.maximumText};
            status =
                readOne({file.path, file.name, caption == captions.end() ? QString() : caption->second, file.damage},
                        inner, part);
            reading.cut = reading.cut || part.cut;
            reading.keptAsText += part.keptAsText;
            const bool damaged =
                !status && (status.error().kind == ErrorKind::Corrupt || status.error().kind == ErrorKind::Io);
            reading.damaged += damaged ? 1 : part.damaged;
        }
        if (!status && status.error().kind == ErrorKind::Cancelled)
            return status;
        if (!status)
            status = reading.output.reject({}, 0, status.error().what);
        if (!status)
            return status;
        reading.bytesRead += static_cast<std::int64_t>(double(file.size) * share);
    }
    return {};
}

// ---- folders -------------------------------------------------------------------------------------------------------

namespace {

base::Result<std::vector<CollectedFile>> listFolder(const InputFile &folder)
{
    const QDir top(QFileInfo(folder.path).absoluteFilePath());
    if (QFileInfo::exists(top.filePath(u"repo.git"_s)) && QFileInfo::exists(top.filePath(u"working.db"_s)))
        return base::fail(ErrorKind::Invalid, u"“"_s + folder.name + u"” is a data set, not a folder of files"_s,
                          u"export its records, then import the file that comes out"_s);
    std::vector<CollectedFile> files;
    QDirIterator each(top.path(), QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        each.next();
        const QFileInfo info = each.fileInfo();
        if (info.isDir() && !info.isSymLink())
            continue;
        CollectedFile file{top.relativeFilePath(info.filePath()), info.filePath(), info.size(), {}};
        if (isSystemFile(file.name))
            continue;
        if (insidePath(file.name) != file.name)
            file.refused = u"its name can't be shown; give it another one"_s;
        else if (info.isSymLink())
            file.refused = u"it is a link, and links are not followed"_s;
        else if (!info.isFile())
            file.refused = u"it is no ordinary file"_s;
        else if (!info.isReadable())
            file.refused = u"it can't be read: permission denied"_s;
        files.push_back(std::move(file));
        if (files.size() > kMaximumCollectedFiles)
            return base::fail(ErrorKind::Invalid,
                              u"“"_s + folder.name + u"” has more than "_s + QString::number(kMaximumCollectedFiles)
                                  + u" files"_s,
                              u"import its folders one by one"_s);
    }
    if (files.empty())
        return base::fail(ErrorKind::Invalid, u"“"_s + folder.name + u"” holds no files"_s);
    return files;
}

} // namespace

base::Status detectFolder(const InputFile &file, Detection &found)
{
    const auto files = listFolder(file);
    if (!files)
        return base::fail(files.error());
    found.contents = contentsOf(*files);
    for (const CollectedFile &each : *files)
        found.bytes += each.size;
    return {};
}

base::Status readFolder(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    auto files = listFolder(file);
    if (!files)
        return base::fail(files.error());
    return readCollection(file, std::move(*files), options, reading, 1);
}

} // namespace datanet::dataset
