#include "versioning/place_words.h"

#include "versioning/git_program.h"
#include "versioning/logins.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <initializer_list>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorKind;

namespace {

constexpr auto kSafe = "your versions are safe here; ";

struct SshPlace
{
    QString target; // user@host, as ssh takes it
    int port = -1;
    [[nodiscard]] QString host() const { return target.section(u'@', -1); }
    [[nodiscard]] QString words() const
    {
        static const QRegularExpression plain(u"^[A-Za-z0-9._@:-]+$"_s);
        if (!plain.match(target).hasMatch())
            return u"ssh -T USER@HOST"_s;
        return port < 0 ? u"ssh -T "_s + target : u"ssh -T -p %1 %2"_s.arg(port).arg(target);
    }
    [[nodiscard]] QString knownName() const { return port < 0 ? host() : u"[%1]:%2"_s.arg(host()).arg(port); }
};

SshPlace sshPlaceOf(const QString &address)
{
    if (address.startsWith(u"ssh://"_s)) {
        const QUrl url(address);
        return {url.userName().isEmpty() ? url.host() : url.userName() + u'@' + url.host(), url.port()};
    }
    return {address.section(u':', 0, 0), -1};
}

bool says(const QString &words, std::initializer_list<QStringView> signs)
{
    return std::any_of(signs.begin(), signs.end(), [&words](QStringView sign) { return words.contains(sign); });
}

QString safe(const QString &advice)
{
    return QLatin1StringView(kSafe) + advice;
}

// What the server itself said, for a person to judge.
QString serverWords(const QString &words)
{
    QStringList said;
    static const QRegularExpression fromThere(u"^(?:remote: *|ERROR: )(.+)$"_s);
    for (const QString &line : words.split(u'\n')) {
        const auto match = fromThere.match(line.trimmed());
        if (match.hasMatch() && !match.captured(1).contains(u'%'))
            said.append(match.captured(1).trimmed());
    }
    while (said.size() > 3)
        said.removeFirst();
    return said.isEmpty() ? QString() : u" (it says: "_s + said.join(u"; "_s) + u')';
}

std::optional<PlaceProblem> loginProblem(const QString &address, const QString &host, const QString &words)
{
    // Into a terminal goes only what a shell takes as it stands.
    static const QRegularExpression plain(u"^[A-Za-z0-9._@:/~%-]+$"_s);
    const QString login = u"datanet remote login "_s + (plain.match(address).hasMatch() ? address : u"ADDRESS"_s);
    const auto httpProblem = [&](const QString &what) {
        if (siteOf(address))
            return PlaceProblem{{ErrorKind::Denied, what, login}, true};
        return PlaceProblem{{ErrorKind::Denied, what,
                             u"nothing was sent; use its https address: over plain http everybody on the way could read"
                             " your password"_s},
                            false};
    };
    if (says(words, {u"could not read Username", u"could not read Password"}))
        return httpProblem(host + u" asks for a name and a password"_s);
    if (says(words, {u"Authentication failed for", u"returned error: 401"}))
        return httpProblem(host + u" refused the name or the password (or token)"_s);
    if (says(words, {u"Permission denied (", u"Too many authentication failures", u"sign_and_send_pubkey"}))
        return PlaceProblem{
            {ErrorKind::Denied, host + u" takes none of the keys in your ssh agent"_s,
             safe(
                 u"`ssh-add -l` lists the keys, `ssh-add FILE` adds one and asks for its passphrase; the server's owner"
                 " must know the public part (FILE.pub)"_s)},
            false};
    return std::nullopt;
}

std::optional<Error> trustProblem(const QString &address, const QString &host, const QString &words)
{
    const SshPlace ssh = sshPlaceOf(address);
    if (says(words, {u"IDENTIFICATION HAS CHANGED", u"POSSIBLE DNS SPOOFING"}))
        return Error{
            ErrorKind::Denied,
            host + u" shows another key than before: it may be another computer that pretends to be it"_s,
            u"nothing was sent; ask its owner whether the key was changed, and only then type"
            " `ssh-keygen -R \"%1\"` and `%2`, which shows the new fingerprint"_s.arg(ssh.knownName(), ssh.words())};
    if (says(words, {u"Host key verification failed", u"host key is known for"}))
        return Error{
            ErrorKind::Denied, host + u" is not known to this computer yet"_s,
            u"nothing was sent; type `%1` in a terminal, compare the fingerprint it shows with the one that the"
            " server's owner tells you, and answer yes if they are the same"_s.arg(ssh.words())};
    if (says(words, {u"certificate", u"SSL:", u"CAfile"}))
        return Error{ErrorKind::Denied,
                     host + u" can't prove who it is: its certificate is not trusted on this computer"_s,
                     u"nothing was sent, no password either; check the address and the clock. If it is a server of your"
                     " own, have its authority's certificate from its owner and name it to git: `git config --global"
                     " http.%1.sslCAInfo FILE`"_s.arg(siteOf(address).value_or(Site{address, {}}).text)};
    return std::nullopt;
}

std::optional<Error> rightsProblem(const QString &command, const QString &address, const QString &host,
                                   const QString &words)
{
    const bool sending = command == u"push"_s;
    const bool noRoom = says(words,
                             {u"No space left on device", u"Disk quota exceeded", u"exceeds maximum allowed size",
                              u"over its quota", u"File too large"});
    if (noRoom && sending)
        return Error{ErrorKind::Denied, host + u" has no room for this"_s + serverWords(words),
                     safe(u"ask its owner for more room, then push again: what arrived is not sent again"_s)};
    if (noRoom)
        return Error{ErrorKind::Io, u"there is no room on this computer's disk for what %1 has"_s.arg(host),
                     u"make room and try again; what was here is as it was"_s};
    if (says(words,
             {u"returned error: 403", u"access denied or repository not exported", u"hook declined",
              u"insufficient permission", u"unable to create temporary object directory", u"protected branch",
              u"service not enabled", u"read-only", u"Read-only", u"not allowed to push", u"push access",
              u"Permission to "}))
        return Error{ErrorKind::Denied,
                     host + (sending ? u" lets you read but not write here"_s : u" lets you not read this"_s)
                         + serverWords(words),
                     sending
                         ? safe(u"nothing was changed over there; ask its owner for the right to write, or push to a"
                                " place of your own (datanet remote add NAME ADDRESS)"_s)
                         : u"ask its owner for the right to read"_s};
    if (says(words,
             {u"' not found", u"does not appear to be a git repository", u"Repository not found", u"no such repository",
              u"returned error: 404", u"does not exist", u"unable to find remote helper"}))
        return Error{ErrorKind::NotFound, u"there is no repository at "_s + address,
                     sending ? safe(u"check the address; on a server of your own `git init --bare FOLDER` makes one"_s)
                             : u"nothing was changed; check the address"_s};
    return std::nullopt;
}

std::optional<Error> lineProblem(const QString &host, const QString &words)
{
    if (says(words,
             {u"Could not resolve host", u"Name or service not known", u"nodename nor servname",
              u"Temporary failure in name resolution", u"unable to look up"}))
        return Error{ErrorKind::Network, u"no computer called %1 was found"_s.arg(host),
                     safe(u"check the address and this computer's connection"_s)};
    if (says(words, {u"timed out", u"Timeout was reached", u"Timeout, server"}))
        return Error{ErrorKind::Network, host + u" does not answer"_s,
                     safe(u"try again later: what arrived is not sent again"_s)};
    if (says(words,
             {u"Connection refused", u"Failed to connect", u"Couldn't connect", u"No route to host",
              u"Network is unreachable", u"unable to connect"}))
        return Error{ErrorKind::Network, host + u" can't be reached"_s,
                     safe(u"check that the server runs and this computer is connected, then try again"_s)};
    if (says(words,
             {u"hung up unexpectedly", u"early EOF", u"unexpected disconnect", u"RPC failed", u"reset by peer",
              u"Broken pipe", u"closed by remote host", u"Connection closed", u"Empty reply from server",
              u"gnutls_handshake() failed", u"TLS connection", u"returned error: 5",
              u"Could not read from remote repository"}))
        return Error{ErrorKind::Network, u"the connection to %1 broke off"_s.arg(host) + serverWords(words),
                     safe(u"try again: what arrived is not sent again"_s)};
    return std::nullopt;
}

} // namespace

QString hostOf(const QString &address)
{
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*://"_s);
    if (scheme.match(address).hasMatch()) {
        const QUrl url(address);
        if (url.host().isEmpty())
            return address;
        return url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
    }
    const qsizetype colon = address.indexOf(u':');
    if (colon > 0 && !address.left(colon).contains(u'/'))
        return address.left(colon).section(u'@', -1);
    return address;
}

PlaceProblem placeProblem(const QString &address, const QString &command, const QString &said)
{
    const QString host = hostOf(address);
    // Names of files and addresses could read like reasons.
    static const QRegularExpression quoted(u"'[^'\\n]*'"_s);
    const QString words = QString(said).replace(quoted, u"''"_s);
    // A broken line also says "Could not read from remote repository", after the reason: reasons come first.
    if (const auto problem = trustProblem(address, host, words))
        return {*problem, false};
    if (auto problem = loginProblem(address, host, words))
        return std::move(*problem);
    if (const auto problem = rightsProblem(command, address, host, words))
        return {*problem, false};
    if (says(words, {u"[rejected]", u"non-fast-forward", u"fetch first", u"stale info", u"already exists"}))
        return {{ErrorKind::Conflict, host + u" has versions, proofs or names that are not here; nothing was changed"_s,
                 u"pull first, then push again"_s},
                false};
    if (says(words,
             {u"failed to update ref", u"cannot lock ref", u"failed to lock", u"incorrect old value",
              u"reference already exists", u"atomic transaction failed"}))
        return {{ErrorKind::Conflict, u"somebody else sent versions to %1 at the same moment"_s.arg(host),
                 safe(u"pull first, then push again"_s)},
                false};
    if (says(words, {u"unadvertised object", u"not our ref"}))
        return {{ErrorKind::NotFound, host + u" does not hand out single objects"_s, {}}, false};
    if (const auto problem = lineProblem(host, words))
        return {*problem, false};
    return {{ErrorKind::Network, u"git %1 failed: %2"_s.arg(command, lastLines(said)), {}}, false};
}

Error silentPlace(const QString &address, std::chrono::seconds patience)
{
    return {ErrorKind::Network, u"%1 did not answer for %2 seconds"_s.arg(hostOf(address)).arg(patience.count()),
            safe(u"try again later: what arrived is not sent again"_s)};
}

} // namespace datanet::versioning
