#pragma once

#include "base/result.h"

#include <QIODevice>
#include <QString>
#include <QXmlStreamReader>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

// Zip files whose parts are XML: spreadsheets and documents. Nothing is unpacked to disk; memory is constant.
namespace datanet::dataset {

struct ZipPart
{
    QString name;
    std::uint64_t index = 0;
    std::int64_t size = 0; // unpacked, as the file says
    std::int64_t packedSize = 0;
    bool encrypted = false;
    bool grows = false; // to far more than it is: not unpacked
};

// A zip file, looked at before anything of it is unpacked. One thread.
class ZipPackage
{
public:
    static constexpr std::int64_t kMaximumParts = 200'000;
    static constexpr std::int64_t kMaximumBytes = std::int64_t(16) << 30; // of all parts, unpacked
    static constexpr std::int64_t kMaximumRatio = 400; // unpacked to packed, of a part above kSmallPart
    static constexpr std::int64_t kSmallPart = 16 << 20;

    // NotFound, Io, Corrupt, Invalid where it has too many parts. name: for messages.
    [[nodiscard]] static base::Result<ZipPackage> open(const QString &path, const QString &name);
    ZipPackage(ZipPackage &&) noexcept;
    ZipPackage &operator=(ZipPackage &&) noexcept;
    ~ZipPackage();

    [[nodiscard]] const std::vector<ZipPart> &parts() const;
    [[nodiscard]] const ZipPart *find(QStringView name) const;
    [[nodiscard]] const QString &fileName() const;

    // The unpacked bytes of a part, in order; Denied when it is encrypted, Invalid when it grows beyond bounds. Ends
    // with an error (its errorString) when the part is damaged or has more bytes than it says. Lives at most as long as
    // the package.
    [[nodiscard]] base::Result<std::unique_ptr<QIODevice>> read(const ZipPart &part) const;

private:
    struct State;
    explicit ZipPackage(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// The XML of a part, token by token. A token (a text, a tag) may have at most kMaximumToken bytes.
class ZipXml
{
public:
    static constexpr std::int64_t kMaximumToken = 32 << 20;

    // NotFound when the package has no such part. bytesRead: follows along, in bytes of the packed file.
    [[nodiscard]] static base::Result<ZipXml> open(const ZipPackage &package, QStringView part,
                                                   std::atomic<std::int64_t> *bytesRead = nullptr);
    ZipXml(ZipXml &&) noexcept;
    ZipXml &operator=(ZipXml &&) noexcept;
    ~ZipXml();

    // The next token; false at the end and at an error, which status() tells apart.
    bool next();
    // The end of the element that is open; false as above. Its contents are passed over.
    bool skip();
    [[nodiscard]] base::Status status() const;

    [[nodiscard]] const QXmlStreamReader &xml() const;
    [[nodiscard]] bool isStart() const { return xml().isStartElement(); }
    [[nodiscard]] bool isEnd() const { return xml().isEndElement(); }
    [[nodiscard]] bool isStart(QStringView name) const { return isStart() && xml().name() == name; }
    [[nodiscard]] bool isEnd(QStringView name) const { return isEnd() && xml().name() == name; }
    // Of the last start; by its local name: empty where there is none.
    [[nodiscard]] QStringView attribute(QStringView name) const;
    [[nodiscard]] const QXmlStreamAttributes &attributes() const;

private:
    struct State;
    explicit ZipXml(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace datanet::dataset
