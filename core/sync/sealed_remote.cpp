#include "sync/sealed_remote.h"

#include "base/files.h"
#include "crypto/age.h"
#include "versioning/git_program.h"
#include "versioning/place_call.h"
#include "versioning/transport.h"

#include <QDateTime>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using versioning::CommitId;
using versioning::ObjectId;
using versioning::ObjectType;
using versioning::Repository;
using versioning::TreeEntry;

namespace {

constexpr int kMostVersions = 100'000;

const versioning::Person &keeper()
{
    static const versioning::Person person{u"datanet"_s, u"members@datanet"_s};
    return person;
}

QString openedRef(int number)
{
    return u"refs/datanet/opened/%1"_s.arg(number);
}

QString openedProofsRef(int number)
{
    return u"refs/datanet/opened-proofs/%1"_s.arg(number);
}

QByteArray fileName(int number)
{
    return QByteArray(QByteArray::number(number) + ".age");
}

Result<Repository> openOrInit(const QString &path)
{
    if (QFileInfo::exists(path)) {
        if (auto repository = Repository::open(path))
            return repository;
        // What a kill left of making one; all of it can be fetched again.
        if (auto removed = base::files::removeTree(path); !removed)
            return fail(removed.error());
    }
    return Repository::init(path);
}

// The ref becomes this commit, whatever it was.
Status pointTo(Repository &repository, const QString &name, const CommitId &commit)
{
    const auto now = repository.ref(name);
    if (!now)
        return fail(now.error());
    return *now == commit ? Status() : repository.moveRef(name, *now, commit, u"sealed"_s);
}

} // namespace

SealedRemote::SealedRemote(QString folder, QString remote, Repository sealedFiles, Repository plain)
    : m_folder(std::move(folder)),
      m_remote(std::move(remote)),
      m_sealed(std::move(sealedFiles)),
      m_plain(std::move(plain))
{
}

Result<SealedRemote> SealedRemote::open(const QString &folder, const QString &remote)
{
    if (auto made = base::files::makeFolder(folder); !made)
        return fail(made.error());
    auto sealedFiles = openOrInit(folder + u"/sealed.git"_s);
    auto plain = openOrInit(folder + u"/plain.git"_s);
    if (!sealedFiles || !plain)
        return fail(!sealedFiles ? sealedFiles.error() : plain.error());
    return SealedRemote(folder, remote, std::move(*sealedFiles), std::move(*plain));
}

Result<int> SealedRemote::openedVersions() const
{
    for (int number = 0;; ++number) {
        const auto next = m_plain.ref(openedRef(number + 1));
        if (!next)
            return fail(next.error());
        if (!*next)
            return number;
    }
}

Result<std::vector<TreeEntry>> SealedRemote::files() const
{
    const auto head = m_sealed.head();
    if (!head)
        return fail(head.error());
    if (!*head)
        return std::vector<TreeEntry>();
    const auto commit = m_sealed.commit(**head);
    if (!commit)
        return fail(commit.error());
    auto tree = m_sealed.tree(commit->tree);
    if (!tree)
        return fail(tree.error());
    if (tree->size() > kMostVersions)
        return fail(ErrorKind::Corrupt, u"the remote names more than %1 versions"_s.arg(kMostVersions));
    // In the order of their numbers; the first one that is missing ends them.
    std::vector<TreeEntry> ordered;
    for (int number = 1;; ++number) {
        const auto found = std::find_if(tree->begin(), tree->end(), [&](const TreeEntry &entry) {
            return !entry.isFolder && entry.name == fileName(number);
        });
        if (found == tree->end())
            return ordered;
        ordered.push_back(*found);
    }
}

Status SealedRemote::decrypt(const ObjectId &file, const QString &target,
                             std::span<const crypto::AgeIdentity> identities, base::TaskContext &context) const
{
    const auto bytes = m_sealed.read(file, ObjectType::Blob, kMaximumFile);
    if (!bytes)
        return fail(bytes.error());
    const QString sealedFile = target + u".age"_s;
    if (auto written = base::files::writeAtomically(sealedFile, *bytes); !written)
        return written;
    const auto opened = crypto::ageDecryptFile(sealedFile, target, identities, context);
    const auto removed = base::files::removeFile(sealedFile);
    return opened ? removed : opened;
}

Status SealedRemote::openFile(int number, const ObjectId &file, std::span<const crypto::AgeIdentity> identities,
                              base::TaskContext &context)
{
    QTemporaryDir scratch(m_folder + u"/opening-XXXXXX"_s);
    if (!scratch.isValid())
        return fail(ErrorKind::Io, u"no room in "_s + m_folder);
    const QString bundle = scratch.filePath(u"version.bundle"_s);
    if (auto opened = decrypt(file, bundle, identities, context); !opened)
        return opened;
    const auto fetched = versioning::fetch(m_plain, u"bundle"_s, bundle, context);
    if (!fetched)
        return fail(ErrorKind::Corrupt,
                    u"what is sealed as version %1 is no version: %2"_s.arg(number).arg(fetched.error().what));
    if (!fetched->main || !fetched->proofs)
        return fail(ErrorKind::Corrupt, u"what is sealed as version %1 is no version"_s.arg(number));
    for (const auto &[name, commit] :
         {std::pair(QString(QLatin1StringView(versioning::kMainRef)), *fetched->main),
          std::pair(QString(QLatin1StringView(versioning::kProofsRef)), *fetched->proofs),
          std::pair(openedProofsRef(number), *fetched->proofs), std::pair(openedRef(number), *fetched->main)}) {
        if (auto moved = pointTo(m_plain, name, commit); !moved)
            return moved;
    }
    return {};
}

Status SealedRemote::fetch(std::span<const crypto::AgeIdentity> identities, base::TaskContext &context)
{
    const auto listed = versioning::callPlace(
        m_sealed.path(), {u"ls-remote"_s, u"-q"_s, u"--"_s, m_remote, QLatin1StringView(versioning::kMainRef)},
        m_remote, context);
    if (!listed)
        return fail(listed.error());
    if (listed->isEmpty())
        return {};
    const auto fetched = versioning::fetch(m_sealed, u"origin"_s, m_remote, context);
    if (!fetched)
        return fail(fetched.error());
    if (!fetched->main)
        return {};
    if (auto moved = pointTo(m_sealed, QLatin1StringView(versioning::kMainRef), *fetched->main); !moved)
        return moved;
    const auto there = files();
    const auto open = openedVersions();
    if (!there || !open)
        return fail(!there ? there.error() : open.error());
    for (int number = *open + 1; number <= static_cast<int>(there->size()); ++number) {
        context.step(u"Opening version %1"_s.arg(number));
        const auto &file = (*there)[static_cast<std::size_t>(number - 1)];
        if (auto opened = openFile(number, file.id, identities, context); !opened)
            return opened;
    }
    return {};
}

Result<ObjectId> SealedRemote::encrypt(const QString &file, std::span<const crypto::AgeRecipient> recipients,
                                       base::TaskContext &context)
{
    const QString sealedFile = file + u".sealed"_s;
    if (auto done = crypto::ageEncryptFile(file, sealedFile, recipients, context); !done)
        return fail(done.error());
    const auto bytes = base::files::read(sealedFile, kMaximumFile);
    return bytes ? m_sealed.write(ObjectType::Blob, *bytes) : fail(bytes.error());
}

Status SealedRemote::send(std::vector<TreeEntry> files, const QString &message, base::TaskContext &context)
{
    const auto head = m_sealed.head();
    if (!head)
        return fail(head.error());
    const auto tree = m_sealed.write(ObjectType::Tree, versioning::treeBytes(std::move(files)));
    if (!tree)
        return fail(tree.error());
    versioning::CommitFields fields;
    fields.tree = *tree;
    if (*head)
        fields.parents = {**head};
    fields.author = keeper();
    fields.time = QDateTime::currentDateTimeUtc();
    fields.message = message;
    const auto commit = m_sealed.writeCommit(fields);
    if (!commit)
        return fail(commit.error());
    context.step(u"Publishing"_s);
    const auto sent =
        versioning::callPlace(m_sealed.path(),
                              {u"push"_s, u"--progress"_s, u"--"_s, m_remote,
                               QString(versioning::idText(*commit) + u":"_s + QLatin1StringView(versioning::kMainRef))},
                              m_remote, context);
    if (!sent)
        return fail(sent.error());
    return pointTo(m_sealed, QLatin1StringView(versioning::kMainRef), *commit);
}

Status SealedRemote::publish(std::span<const crypto::AgeRecipient> recipients, base::TaskContext &context)
{
    const auto open = openedVersions();
    const auto main = m_plain.ref(QLatin1StringView(versioning::kMainRef));
    const auto proofs = m_plain.ref(QLatin1StringView(versioning::kProofsRef));
    if (!open || !main || !proofs)
        return fail(!open ? open.error() : !main ? main.error() : proofs.error());
    const auto below = m_plain.ref(openedRef(*open));
    const auto proofsBelow = m_plain.ref(openedProofsRef(*open));
    auto there = files();
    if (!below || !proofsBelow || !there)
        return fail(!below ? below.error() : !proofsBelow ? proofsBelow.error() : there.error());
    if (!*main || *main == *below)
        return {};
    if (there->size() != static_cast<std::size_t>(*open))
        return fail(ErrorKind::Conflict, u"the remote has versions that are not open here"_s);
    QTemporaryDir scratch(m_folder + u"/sealing-XXXXXX"_s);
    if (!scratch.isValid())
        return fail(ErrorKind::Io, u"no room in "_s + m_folder);
    const QString bundle = scratch.filePath(u"version.bundle"_s);
    QStringList arguments{u"bundle"_s,
                          u"create"_s,
                          u"-q"_s,
                          bundle,
                          QLatin1StringView(versioning::kMainRef),
                          QLatin1StringView(versioning::kProofsRef)};
    for (const auto &known : {*below, *proofsBelow}) {
        if (known)
            arguments.append(u'^' + versioning::idText(*known));
    }
    if (const auto made = versioning::runGit(m_plain.path(), arguments, context); !made)
        return fail(made.error());
    const auto file = encrypt(bundle, recipients, context);
    if (!file)
        return fail(file.error());
    const int number = *open + 1;
    there->push_back({fileName(number), *file, false});
    if (auto sent = send(std::move(*there), u"Version %1"_s.arg(number), context); !sent) {
        // What was not sent is no version; the next attempt begins where the remote is.
        if (*below)
            (void)pointTo(m_plain, QLatin1StringView(versioning::kMainRef), **below);
        else
            (void)m_plain.removeRef(QLatin1StringView(versioning::kMainRef), *main);
        return sent;
    }
    if (auto kept = pointTo(m_plain, openedProofsRef(number), **proofs); !kept)
        return kept;
    return pointTo(m_plain, openedRef(number), **main);
}

Status SealedRemote::sealAnew(std::span<const crypto::AgeIdentity> identities,
                              std::span<const crypto::AgeRecipient> recipients, base::TaskContext &context)
{
    if (auto fetched = fetch(identities, context); !fetched)
        return fetched;
    auto there = files();
    if (!there)
        return fail(there.error());
    if (there->empty())
        return {};
    for (std::size_t index = 0; index < there->size(); ++index) {
        context.step(u"Sealing version %1"_s.arg(index + 1));
        QTemporaryDir scratch(m_folder + u"/sealing-XXXXXX"_s);
        if (!scratch.isValid())
            return fail(ErrorKind::Io, u"no room in "_s + m_folder);
        const QString bundle = scratch.filePath(u"version.bundle"_s);
        if (auto opened = decrypt((*there)[index].id, bundle, identities, context); !opened)
            return opened;
        const auto file = encrypt(bundle, recipients, context);
        if (!file)
            return fail(file.error());
        (*there)[index].id = *file;
    }
    return send(std::move(*there), u"Sealed to the members of today"_s, context);
}

} // namespace datanet::sync
