#include "dataset/zip_package.h"

#include "base/owned.h"

#include <QFile>
#include <QFileInfo>

#include <zip.h>

#include <algorithm>
#include <map>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

using ZipFile = base::Owned<zip_t, zip_discard>;
using ZipEntry = base::Owned<zip_file_t, zip_fclose>;

base::Error damaged(const QString &name, const QString &why)
{
    return {ErrorKind::Corrupt, u"“"_s + name + u"” is damaged: "_s + why,
            u"open it in its program and save it again, or copy it once more from where it came"_s};
}

// The unpacked bytes of one part. It never hands out more than was announced.
class PartDevice final : public QIODevice
{
public:
    PartDevice(ZipEntry entry, std::int64_t size) : m_entry(std::move(entry)), m_left(size)
    {
        open(QIODevice::ReadOnly);
    }

    std::int64_t handedOut = 0;
    std::int64_t mostUntilMark = std::numeric_limits<std::int64_t>::max(); // handedOut may rise to this

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_ended && QIODevice::atEnd(); }

protected:
    qint64 readData(char *data, qint64 maximum) override
    {
        if (m_ended || maximum <= 0)
            return m_failed ? -1 : 0;
        if (handedOut >= mostUntilMark)
            return stop(u"a single value in it has more than %1 bytes"_s.arg(ZipXml::kMaximumToken));
        if (m_left == 0) {
            char beyond = 0;
            const auto more = zip_fread(m_entry.get(), &beyond, 1);
            if (more > 0)
                return stop(u"a part of it has more bytes than it says"_s);
            if (more < 0)
                return stop(reason());
            m_ended = true;
            return 0;
        }
        const auto read =
            zip_fread(m_entry.get(), data, static_cast<zip_uint64_t>(std::min<std::int64_t>(maximum, m_left)));
        if (read < 0)
            return stop(reason());
        if (read == 0)
            return stop(u"a part of it ends too early"_s);
        m_left -= read;
        handedOut += read;
        return read;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 stop(const QString &why)
    {
        setErrorString(why);
        m_ended = true;
        m_failed = true;
        return -1;
    }
    QString reason() { return QString::fromUtf8(zip_file_strerror(m_entry.get())).toLower(); }

    ZipEntry m_entry;
    std::int64_t m_left;
    bool m_ended = false;
    bool m_failed = false;

public:
    [[nodiscard]] bool failed() const { return m_failed; }
};

} // namespace

struct ZipPackage::State
{
    ZipFile zip;
    QString name;
    std::vector<ZipPart> parts;
    std::map<QString, std::size_t, std::less<>> byName;
};

ZipPackage::ZipPackage(std::unique_ptr<State> state) : m_state(std::move(state)) { }
ZipPackage::ZipPackage(ZipPackage &&) noexcept = default;
ZipPackage &ZipPackage::operator=(ZipPackage &&) noexcept = default;
ZipPackage::~ZipPackage() = default;

const std::vector<ZipPart> &ZipPackage::parts() const
{
    return m_state->parts;
}

const QString &ZipPackage::fileName() const
{
    return m_state->name;
}

const ZipPart *ZipPackage::find(QStringView name) const
{
    const auto found = m_state->byName.find(name.toString());
    return found == m_state->byName.end() ? nullptr : &m_state->parts[found->second];
}

base::Result<ZipPackage> ZipPackage::open(const QString &path, const QString &name)
{
    if (!QFileInfo::exists(path))
        return base::fail(ErrorKind::NotFound, u"there is no file “"_s + path + u"”"_s,
                          u"check the name and the folder"_s);
    int code = 0;
    auto state = std::make_unique<State>();
    state->name = name;
    state->zip.reset(zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, &code));
    if (!state->zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const QString why = QString::fromUtf8(zip_error_strerror(&error)).toLower();
        zip_error_fini(&error);
        return base::fail(code == ZIP_ER_OPEN || code == ZIP_ER_READ
                              ? base::Error{ErrorKind::Io, u"“"_s + name + u"” can't be read: "_s + why, {}}
                              : damaged(name, why));
    }
    const auto count = zip_get_num_entries(state->zip.get(), 0);
    if (count > kMaximumParts)
        return base::fail(ErrorKind::Invalid,
                          u"“"_s + name + u"” has "_s + QString::number(count) + u" parts; "_s
                              + QString::number(kMaximumParts) + u" are allowed"_s);
    const auto most =
        static_cast<zip_uint64_t>(QFileInfo(path).size()); // a part can't be more, whatever the table says
    std::int64_t total = 0;
    for (zip_int64_t index = 0; index < count; ++index) {
        zip_stat_t stat;
        if (zip_stat_index(state->zip.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0)
            return base::fail(damaged(name, u"its table of contents can't be read"_s));
        constexpr auto kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if ((stat.valid & kNeeded) != kNeeded || stat.size > static_cast<zip_uint64_t>(kMaximumBytes))
            return base::fail(damaged(name, u"a part of it has no proper size"_s));
        ZipPart part{QString::fromUtf8(stat.name), static_cast<std::uint64_t>(index),
                     static_cast<std::int64_t>(stat.size),
                     static_cast<std::int64_t>(std::min<zip_uint64_t>(stat.comp_size, most)),
                     (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE};
        part.grows = total + part.size > kMaximumBytes
            || (part.size > kSmallPart && part.size / kMaximumRatio > part.packedSize);
        total += part.grows ? 0 : part.size;
        state->byName.emplace(part.name, state->parts.size());
        state->parts.push_back(part);
    }
    return ZipPackage(std::move(state));
}

base::Result<std::unique_ptr<QIODevice>> ZipPackage::read(const ZipPart &part) const
{
    if (part.encrypted)
        return base::fail(ErrorKind::Denied, u"“"_s + m_state->name + u"” is protected by a password"_s,
                          u"save it without a password, then import that"_s);
    if (part.grows)
        return base::fail(
            ErrorKind::Invalid,
            u"“"_s + m_state->name
                + u"” would unpack to far more than it is: %1 bytes of “%2” become %3"_s.arg(part.packedSize)
                      .arg(part.name.left(100))
                      .arg(part.size),
            u"nothing of it was unpacked; save it anew in its program if you trust it"_s);
    ZipEntry entry(zip_fopen_index(m_state->zip.get(), part.index, 0));
    if (!entry)
        return base::fail(damaged(m_state->name, QString::fromUtf8(zip_strerror(m_state->zip.get())).toLower()));
    return std::unique_ptr<QIODevice>(std::make_unique<PartDevice>(std::move(entry), part.size));
}

// ---- XML -----------------------------------------------------------------------------------------------------------

struct ZipXml::State
{
    QString name;
    ZipPart part;
    std::unique_ptr<QIODevice> device;
    QXmlStreamReader xml;
    QXmlStreamAttributes attributes;
    std::atomic<std::int64_t> *bytesRead = nullptr;
    std::int64_t told = 0; // of the packed bytes

    [[nodiscard]] PartDevice &bytes() { return static_cast<PartDevice &>(*device); }

    bool step()
    {
        // The reader takes bytes in small pieces, so what is handed out between two tokens is about one token.
        bytes().mostUntilMark = bytes().handedOut + ZipXml::kMaximumToken;
        xml.readNext();
        if (bytesRead && part.size > 0) {
            const auto packed =
                static_cast<std::int64_t>(double(bytes().handedOut) / double(part.size) * double(part.packedSize));
            *bytesRead += packed - std::exchange(told, packed);
        }
        return !xml.atEnd();
    }
};

ZipXml::ZipXml(std::unique_ptr<State> state) : m_state(std::move(state)) { }
ZipXml::ZipXml(ZipXml &&) noexcept = default;
ZipXml &ZipXml::operator=(ZipXml &&) noexcept = default;
ZipXml::~ZipXml() = default;

base::Result<ZipXml> ZipXml::open(const ZipPackage &package, QStringView part, std::atomic<std::int64_t> *bytesRead)
{
    const ZipPart *found = package.find(part);
    if (found == nullptr)
        return base::fail(ErrorKind::NotFound,
                          u"“"_s + package.fileName() + u"” has no part “"_s + part.toString() + u"”"_s);
    auto device = package.read(*found);
    if (!device)
        return base::fail(device.error());
    auto state = std::make_unique<State>();
    state->name = package.fileName();
    state->part = *found;
    state->device = std::move(*device);
    state->xml.setDevice(state->device.get());
    state->bytesRead = bytesRead;
    return ZipXml(std::move(state));
}

bool ZipXml::next()
{
    if (!m_state->step())
        return false;
    if (m_state->xml.isStartElement())
        m_state->attributes = m_state->xml.attributes();
    return true;
}

bool ZipXml::skip()
{
    for (int depth = 1; m_state->step();) {
        if (m_state->xml.isStartElement())
            ++depth;
        else if (m_state->xml.isEndElement() && --depth == 0)
            return true;
    }
    return false;
}

base::Status ZipXml::status() const
{
    if (m_state->bytes().failed())
        return base::fail(damaged(m_state->name, m_state->device->errorString()));
    if (m_state->xml.hasError())
        return base::fail(damaged(m_state->name,
                                  u"“%1”, line %2: %3"_s.arg(m_state->part.name)
                                      .arg(m_state->xml.lineNumber())
                                      .arg(m_state->xml.errorString())));
    return {};
}

const QXmlStreamReader &ZipXml::xml() const
{
    return m_state->xml;
}

const QXmlStreamAttributes &ZipXml::attributes() const
{
    return m_state->attributes;
}

QStringView ZipXml::attribute(QStringView name) const
{
    for (const QXmlStreamAttribute &attribute : m_state->attributes)
        if (attribute.name() == name)
            return attribute.value();
    return {};
}

} // namespace datanet::dataset
