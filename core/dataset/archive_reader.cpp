#include "base/owned.h"
#include "dataset/collection.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>

#include <set>

// Zip and tar archives by libarchive. Files are unpacked, one by one and under names of our own, into a temporary
// folder: the formats inside need to be read from any place, and no path in an archive ever becomes a path on disk.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

using ArchiveHandle = base::Owned<archive, archive_read_free>;

constexpr std::int64_t kMaximumUnpacked = std::int64_t(16) << 30;
constexpr std::int64_t kMaximumUnpackedRatio = 400;
constexpr std::int64_t kSmallUnpacked = 64 << 20; // below it the ratio does not matter
constexpr std::size_t kListed = 10'000; // entries that are looked at before anything is unpacked
constexpr std::size_t kPreviewedFiles = 100;
constexpr std::int64_t kPreviewedBytes = 64 << 20;

QString reasonOf(archive *handle)
{
    const char *words = archive_error_string(handle);
    return words != nullptr ? QString::fromUtf8(words) : u"damaged"_s;
}

base::Result<ArchiveHandle> openArchive(const InputFile &file)
{
    ArchiveHandle handle(archive_read_new());
    archive_read_support_format_zip(handle.get());
    archive_read_support_format_tar(handle.get());
    archive_read_support_filter_gzip(handle.get());
    archive_read_support_filter_zstd(handle.get());
    archive_read_set_options(handle.get(), "hdrcharset=UTF-8");
    if (archive_read_open_filename(handle.get(), QFile::encodeName(file.path).constData(), 1 << 16) != ARCHIVE_OK)
        return base::fail(ErrorKind::Corrupt, u"“"_s + file.name + u"” can't be opened: "_s + reasonOf(handle.get()),
                          u"copy it once more from where it came"_s);
    return handle;
}

// What an entry is called, and whether it may be read; nothing for folders and systems' own files.
std::optional<CollectedFile> entryOf(archive_entry *entry, std::set<QString> &names)
{
    const char *utf8 = archive_entry_pathname_utf8(entry);
    const char *raw = archive_entry_pathname(entry);
    const QString said = QString::fromUtf8(utf8 != nullptr ? utf8 : raw != nullptr ? raw : "");
    const auto type = archive_entry_filetype(entry);
    const bool link = archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr;
    if (type == AE_IFDIR && !link)
        return std::nullopt;
    CollectedFile file{insidePath(said), {}, 0, {}};
    if (!file.name.isEmpty() && isSystemFile(file.name))
        return std::nullopt;
    if (file.name.isEmpty()) {
        file.name = said.simplified().left(200);
        file.refused = u"its path leads out of the archive or can't be shown; nothing of it was unpacked"_s;
    } else if (link) {
        file.refused = u"it is a link, and links are not followed"_s;
    } else if (type != AE_IFREG) {
        file.refused = u"it is no ordinary file"_s;
    } else if (archive_entry_is_encrypted(entry) != 0) {
        file.refused = u"it is protected by a password"_s;
    } else if (!names.insert(file.name).second) {
        file.refused = u"another file before it has the same name"_s;
    }
    return file;
}

class Unpacking
{
public:
    Unpacking(const InputFile &file, const std::atomic<bool> &stop, bool preview)
        : m_file(file), m_stop(stop), m_preview(preview)
    {
        m_most =
            std::max(kSmallUnpacked,
                     std::min<std::int64_t>(kMaximumUnpacked, QFileInfo(file.path).size() * kMaximumUnpackedRatio));
    }

    // The files, also when the archive breaks off in the middle: then `damage` says so. A file that grows beyond all
    // bounds is refused.
    base::Result<std::vector<CollectedFile>> run(const QTemporaryDir &folder, QString &damage, bool &cut)
    {
        const auto opened = openArchive(m_file);
        if (!opened)
            return base::fail(opened.error());
        archive *handle = opened->get();
        std::vector<CollectedFile> files;
        std::set<QString> names;
        archive_entry *entry = nullptr;
        for (;;) {
            const int code = archive_read_next_header(handle, &entry);
            if (code == ARCHIVE_EOF)
                break;
            if (code == ARCHIVE_RETRY)
                continue;
            if (code < ARCHIVE_WARN) {
                damage = u"the archive is damaged or cut off behind what came in: "_s + reasonOf(handle);
                break;
            }
            auto file = entryOf(entry, names);
            if (!file)
                continue;
            if (files.size() >= kMaximumCollectedFiles)
                return base::fail(ErrorKind::Invalid,
                                  u"“"_s + m_file.name + u"” has more than "_s + QString::number(kMaximumCollectedFiles)
                                      + u" files"_s);
            if (m_preview && (files.size() >= kPreviewedFiles || m_unpacked >= kPreviewedBytes)) {
                cut = true;
                break;
            }
            if (file->refused.isEmpty()) {
                file->path = folder.filePath(QString::number(files.size()));
                if (auto status = unpack(handle, *file); !status)
                    return base::fail(status.error());
            }
            files.push_back(std::move(*file));
            // In a tar the next file can only be reached by unpacking all of this one; in a zip by a step.
            if (m_wasted > (archive_format(handle) == ARCHIVE_FORMAT_ZIP ? m_most : 0)) {
                damage = u"“"_s + files.back().name
                    + u"” grows to far more than it is, and what stands behind it was not unpacked"_s;
                break;
            }
        }
        if (files.empty())
            return base::fail(damage.isEmpty() ? ErrorKind::Invalid : ErrorKind::Corrupt,
                              damage.isEmpty() ? u"“"_s + m_file.name + u"” holds no files"_s
                                               : u"“"_s + m_file.name + u"” is damaged: no file of it can be read"_s);
        return files;
    }
    [[nodiscard]] std::int64_t grownTooMuch() const { return m_grownTooMuch; } // files

private:
    base::Status unpack(archive *handle, CollectedFile &file)
    {
        QFile out(file.path);
        if (!out.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) // a full disk shows at each write
            return base::fail(ErrorKind::Io, u"“%1” can't be written: %2"_s.arg(file.path, out.errorString()));
        const void *bytes = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        for (;;) {
            const int code = archive_read_data_block(handle, &bytes, &size, &offset);
            if (m_stop)
                return base::cancelled();
            if (code == ARCHIVE_EOF)
                return {};
            if (code < ARCHIVE_WARN) {
                file.damage = u"it is damaged or cut off: "_s + reasonOf(handle);
                return {};
            }
            if (code == ARCHIVE_WARN) // a checksum or size that is not what the archive says, behind the last bytes
                file.damage = u"it is damaged: "_s + reasonOf(handle);
            m_unpacked += static_cast<std::int64_t>(size);
            file.size += static_cast<std::int64_t>(size);
            // Sparse files may be said to be as large as one likes.
            if (m_unpacked > m_most || offset > m_most) {
                file.refused = u"with it the archive would unpack to more than "_s + QString::number(m_most)
                    + u" bytes, far more than it is; unpack it yourself if you trust it, and import the folder"_s;
                m_unpacked -= file.size;
                m_wasted += file.size;
                ++m_grownTooMuch;
                file.size = 0;
                out.resize(0);
                return {};
            }
            if (!out.seek(offset)
                || out.write(static_cast<const char *>(bytes), static_cast<qint64>(size)) != static_cast<qint64>(size))
                return base::fail(ErrorKind::Io,
                                  u"there is no room to unpack “%1”: %2"_s.arg(m_file.name, out.errorString()),
                                  u"make room, or set TMPDIR to a folder with more"_s);
        }
    }

    const InputFile &m_file;
    const std::atomic<bool> &m_stop;
    bool m_preview;
    std::int64_t m_most = 0;
    std::int64_t m_unpacked = 0;
    std::int64_t m_wasted = 0; // unpacked and thrown away
    std::int64_t m_grownTooMuch = 0;
};

} // namespace

base::Status detectArchive(const InputFile &file, Detection &found)
{
    const auto opened = openArchive(file);
    if (!opened)
        return base::fail(opened.error());
    std::vector<CollectedFile> files;
    std::set<QString> names;
    archive_entry *entry = nullptr;
    int code = ARCHIVE_OK;
    std::int64_t announced = 0;
    while (files.size() < kListed && announced < kPreviewedBytes
           && (code = archive_read_next_header(opened->get(), &entry)) >= ARCHIVE_WARN && code != ARCHIVE_EOF) {
        announced += archive_format(opened->get()) == ARCHIVE_FORMAT_ZIP ? 0 : archive_entry_size(entry);
        if (auto each = entryOf(entry, names))
            files.push_back(std::move(*each));
    }
    if (files.empty() && code < ARCHIVE_WARN)
        return base::fail(ErrorKind::Corrupt,
                          u"“"_s + file.name + u"” is damaged: no file of it can be read: "_s + reasonOf(opened->get()),
                          u"copy it once more from where it came"_s);
    if (files.empty())
        return base::fail(ErrorKind::Invalid, u"“"_s + file.name + u"” holds no files"_s);
    found.contents = contentsOf(files);
    return {};
}

base::Status readArchive(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return base::fail(ErrorKind::Io, u"there is no temporary folder to unpack into: "_s + folder.errorString());
    QString damage;
    const bool preview = reading.maximumText != std::numeric_limits<std::int64_t>::max();
    Unpacking unpacking(file, reading.stop, preview);
    auto files = unpacking.run(folder, damage, reading.cut);
    if (!files)
        return base::fail(files.error());
    reading.damaged += unpacking.grownTooMuch();
    std::int64_t total = 1;
    for (const CollectedFile &each : *files)
        total += each.size;
    if (auto status = readCollection(file, std::move(*files), options, reading,
                                     double(QFileInfo(file.path).size()) / double(total));
        !status)
        return status;
    if (damage.isEmpty())
        return {};
    ++reading.damaged;
    if (auto status = reading.output.source(file.name); !status)
        return status;
    return reading.output.reject({}, 0, damage);
}

} // namespace datanet::dataset
