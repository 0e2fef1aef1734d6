#include "sync/record_media_facts.h"

#include "base/checksum.h"
#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"
#include "versioning/kept_file.h"

#include <QFile>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent>
#include <QtEndian>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using curation::MediaFacts;
using curation::MediaLibrary;

namespace {

// The file: a head, then entries, each with SHA-256, size, CRC-32 of what follows, and packed facts. New ones are
// appended; from the first that is damaged on, the rest is forgotten.
constexpr std::string_view kFactsHead = "DNMF";
constexpr qsizetype kEntryHead = base::Digest::kSize + 8;
constexpr std::uint32_t kMostPacked = 1 << 16;

base::Bytes headOfFile()
{
    return base::Bytes(kFactsHead.data(), qsizetype(kFactsHead.size())) + char(curation::kMediaFactsEdition);
}

std::vector<base::Digest> filesNamedIn(std::span<const dataset::Row> rows)
{
    std::vector<base::Digest> named;
    dataset::FieldScanner fields;
    for (const dataset::Row &row : rows) {
        if (row.body.find("\"media\"") == std::string::npos || !fields.load(row.body))
            continue;
        if (const auto media = dataset::RecordMedia::of(fields))
            named.push_back(media->sha256);
    }
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    return named;
}

// Takes those that are wanted out of the file. Where its good part ends: 0 for none.
qint64 readKept(QFile &file, const std::vector<base::Digest> &wanted, MediaLibrary &library)
{
    const base::Bytes head = headOfFile();
    if (file.read(head.size()) != head)
        return 0;
    qint64 good = file.pos();
    for (;;) {
        const base::Bytes entry = file.read(kEntryHead);
        if (entry.size() < kEntryHead)
            return good;
        const auto sha256 = base::Digest::from(base::ByteView(entry).first(base::Digest::kSize));
        const auto size = qFromLittleEndian<quint32>(entry.constData() + base::Digest::kSize);
        const auto sum = qFromLittleEndian<quint32>(entry.constData() + base::Digest::kSize + 4);
        if (!sha256 || size > kMostPacked)
            return good;
        const base::Bytes packed = file.read(size);
        if (packed.size() != qsizetype(size) || base::crc32(packed) != sum)
            return good;
        if (std::binary_search(wanted.begin(), wanted.end(), *sha256)) {
            auto facts = MediaFacts::unpacked(packed);
            if (!facts)
                return good;
            library.files.emplace(*sha256, std::move(*facts));
        }
        good = file.pos();
    }
}

// Where nothing can be written, files are decoded again the next time.
void appendFacts(const QString &path, qint64 good, const MediaLibrary &library, const std::vector<base::Digest> &added)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.resize(good) || !file.seek(good))
        return;
    base::Bytes bytes = good == 0 ? headOfFile() : base::Bytes();
    for (const base::Digest &sha256 : added) {
        const base::Bytes packed = library.files.at(sha256).packed();
        char numbers[8];
        qToLittleEndian(quint32(packed.size()), numbers);
        qToLittleEndian(base::crc32(packed), numbers + 4);
        bytes += sha256.toBytes() + base::Bytes(numbers, 8) + packed;
    }
    file.write(bytes);
}

// Decodes files on threads of their own; the caller's thread tells how far they are.
class MediaLook
{
public:
    MediaLook(QString folder, const std::optional<versioning::CommitId> &version, base::TaskContext &context)
        : m_folder(std::move(folder)), m_version(version), m_context(context)
    {
    }

    base::Status run(const std::vector<base::Digest> &files, MediaLibrary &library)
    {
        m_context.step(u"Looking at pictures and sounds"_s);
        QThreadPool pool;
        auto done = QtConcurrent::map(&pool, files, [&](const base::Digest &sha256) { look(sha256, library); });
        while (!done.isFinished()) {
            m_stop = m_stop || m_context.cancelled();
            m_context.progress(m_done, std::int64_t(files.size()));
            QThread::msleep(20);
        }
        if (m_context.cancelled())
            return base::cancelled();
        return m_problem ? base::Status(fail(*m_problem)) : base::Status();
    }

private:
    void look(const base::Digest &sha256, MediaLibrary &library)
    {
        if (m_stop)
            return;
        const auto bytes = versioning::keptFile(m_folder, sha256, m_version);
        std::optional<MediaFacts> facts;
        if (bytes)
            facts = curation::mediaFactsOf(*bytes, [this] { return m_stop.load(); });
        ++m_done;
        const std::lock_guard lock(m_mutex);
        if (facts) {
            library.files.emplace(sha256, std::move(*facts));
        } else if (!bytes && bytes.error().kind != base::ErrorKind::NotFound
                   && bytes.error().kind != base::ErrorKind::Corrupt) {
            m_problem = bytes.error();
            m_stop = true;
        }
    }

    QString m_folder;
    std::optional<versioning::CommitId> m_version;
    base::TaskContext &m_context;
    std::atomic<bool> m_stop = false;
    std::atomic<std::int64_t> m_done = 0;
    std::mutex m_mutex;
    std::optional<base::Error> m_problem;
};

} // namespace

Result<RecordMediaFacts> mediaFactsOf(std::span<const dataset::Row> rows, const QString &folder,
                                      const std::optional<versioning::CommitId> &version, base::TaskContext &context)
{
    const std::vector<base::Digest> named = filesNamedIn(rows);
    auto library = std::make_shared<MediaLibrary>();
    if (named.empty())
        return RecordMediaFacts{std::move(library), 0};
    const QString path = folder + u'/' + QLatin1StringView(kKeptMediaFactsFile);
    qint64 good = 0;
    if (QFile file(path); file.open(QIODevice::ReadOnly))
        good = readKept(file, named, *library);
    std::vector<base::Digest> unknown;
    std::copy_if(named.begin(), named.end(), std::back_inserter(unknown),
                 [&](const base::Digest &sha256) { return !library->files.contains(sha256); });
    if (!unknown.empty()) {
        if (auto status = MediaLook(folder, version, context).run(unknown, *library); !status)
            return fail(status.error());
    }
    std::vector<base::Digest> added;
    std::copy_if(unknown.begin(), unknown.end(), std::back_inserter(added),
                 [&](const base::Digest &sha256) { return library->files.contains(sha256); });
    if (!added.empty())
        appendFacts(path, good, *library, added);
    return RecordMediaFacts{std::move(library), std::int64_t(unknown.size() - added.size())};
}

} // namespace datanet::sync
