#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "sync/http_client.h"

#include <QUrl>

namespace datanet::sync {

enum class DigestKind { Sha256, Keccak256 };

// Sends files to an inbox and fetches them from any URL, checking the digest of everything that comes. Blocks its
// caller; any thread but the GUI's. Plain http is allowed to loopback only, redirects are refused.
// Network: unreachable, slow, or no inbox. Denied: the server does not take it (its words). Io: no room, there or here.
// Corrupt: other bytes came than the digest says. Cancelled.
class InboxClient
{
public:
    struct Options
    {
        HttpClient::Patience patience;
        qint64 piece = 4 << 20; // bytes a request carries, acknowledged one by one
        base::Bytes contribution; // header "Datanet-Contribution"
    };

    explicit InboxClient(QUrl inbox) : InboxClient(std::move(inbox), Options()) { }
    InboxClient(QUrl inbox, Options options) : m_inbox(std::move(inbox)), m_options(std::move(options)) { }

    // Sends the file, going on where an earlier call or process stopped, and returns where it can be fetched. A file
    // that the inbox has already is not sent again.
    [[nodiscard]] base::Result<QUrl> upload(const QString &path, base::TaskContext &context) const;
    // The same for a small object, named by the digest that the chain knows it by.
    [[nodiscard]] base::Result<QUrl> uploadBytes(base::ByteView bytes, DigestKind kind,
                                                 base::TaskContext &context) const;

    // Where a file of this digest is in this inbox.
    [[nodiscard]] QUrl locator(const base::Digest &digest) const;
    // NotFound while the inbox does not have all of it.
    [[nodiscard]] base::Status requireComplete(const base::Digest &digest, base::TaskContext &context) const;

    struct Service
    {
        qint64 maximumBytes = 0;
    };
    // How it is at this moment: does not wait for one that starts.
    [[nodiscard]] base::Result<Service> status(base::TaskContext &context) const;

    // Fetches a file of at most maximum bytes to path, by way of path + ".part", from which a later call goes on.
    static base::Status download(const QUrl &locator, const base::Digest &sha256, qint64 maximum, const QString &path,
                                 base::TaskContext &context);
    static base::Status download(const QUrl &locator, const base::Digest &sha256, qint64 maximum, const QString &path,
                                 const Options &options, base::TaskContext &context);
    // Fetches a small object.
    [[nodiscard]] static base::Result<base::Bytes> fetch(const QUrl &locator, const base::Digest &digest,
                                                         DigestKind kind, qint64 maximum, base::TaskContext &context);

private:
    using Reader = std::function<base::Result<base::Bytes>(qint64 offset, qint64 length)>;
    [[nodiscard]] base::Result<QUrl> send(const base::Digest &digest, qint64 total, const Reader &read,
                                          base::TaskContext &context) const;

    QUrl m_inbox;
    Options m_options;
};

} // namespace datanet::sync
