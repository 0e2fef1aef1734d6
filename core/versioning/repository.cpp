#include "versioning/repository.h"

#include "base/files.h"
#include "base/owned.h"
#include "crypto/digest.h"
#include "versioning/ancestry.h"
#include "versioning/commit_text.h"
#include "versioning/git_error.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <git2.h>
#include <git2/sys/repository.h>

#include <algorithm>
#include <cstring>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

using Object = base::Owned<git_odb_object, git_odb_object_free>;
using Reference = base::Owned<git_reference, git_reference_free>;

git_oid toGit(const ObjectId &id)
{
    git_oid oid;
    std::memcpy(oid.id, id.data(), sizeof oid.id);
    return oid;
}

ObjectId fromGit(const git_oid &oid)
{
    ObjectId id;
    std::memcpy(id.data(), oid.id, sizeof oid.id);
    return id;
}

git_object_t toGit(ObjectType type)
{
    return static_cast<git_object_t>(type);
}

constexpr const char *typeName(ObjectType type)
{
    switch (type) {
    case ObjectType::Commit:
        return "commit";
    case ObjectType::Tree:
        return "tree";
    case ObjectType::Blob:
        break;
    }
    return "blob";
}

// What a ref leads to; nothing when that is no version. A plain ref is not looked up among the objects.
Result<std::optional<CommitId>> versionOf(git_reference *reference)
{
    git_reference *resolved = nullptr;
    int code = git_reference_resolve(&resolved, reference);
    const Reference owned(resolved);
    if (code == GIT_ENOTFOUND)
        return std::optional<CommitId>();
    if (code != 0)
        return failWithGit(code, u"cannot read "_s + QString::fromUtf8(git_reference_name(reference)));
    if (git_reference_is_tag(resolved) == 0)
        return std::optional<CommitId>(fromGit(*git_reference_target(resolved)));
    git_object *peeled = nullptr;
    code = git_reference_peel(&peeled, resolved, GIT_OBJECT_COMMIT);
    const base::Owned<git_object, git_object_free> object(peeled);
    return code == 0 ? std::optional<CommitId>(fromGit(*git_object_id(peeled))) : std::nullopt;
}

// git's file `shallow`: one id a line.
std::set<CommitId> boundaryOf(const QString &path)
{
    constexpr qint64 kMaximumBytes = 64 << 20;
    std::set<CommitId> ids;
    QFile file(path + u"/shallow"_s);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaximumBytes)
        return ids;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (const auto id = idFromText(QString::fromLatin1(line.trimmed())))
            ids.insert(*id);
    }
    return ids;
}

} // namespace

QString idText(const ObjectId &id)
{
    return QString::fromLatin1(base::toPlainHex(id.view()));
}

std::optional<ObjectId> idFromText(QStringView digits)
{
    if (digits.size() != 2 * ObjectId::size())
        return std::nullopt;
    return ObjectId::fromHexText(digits);
}

ObjectId objectId(ObjectType type, base::ByteView bytes)
{
    crypto::Sha1 digest;
    const QByteArray header = QByteArray(typeName(type)) + ' ' + QByteArray::number(bytes.size());
    digest.update({header.constData(), header.size() + 1}); // with its terminating zero
    digest.update(bytes);
    return digest.finish();
}

base::Bytes treeBytes(std::vector<TreeEntry> entries)
{
    // Git orders folders as if their names ended in a slash.
    const auto key = [](const TreeEntry &entry) { return entry.isFolder ? entry.name + '/' : entry.name; };
    std::sort(entries.begin(), entries.end(),
              [&key](const TreeEntry &left, const TreeEntry &right) { return key(left) < key(right); });
    base::Bytes bytes;
    for (const TreeEntry &entry : entries) {
        bytes += entry.isFolder ? "40000 " : "100644 ";
        bytes += entry.name;
        bytes += '\0';
        bytes += entry.id.toBytes();
    }
    return bytes;
}

void Repository::CloseRepository::operator()(git_repository *handle) const noexcept
{
    git_repository_free(handle);
}

void Repository::CloseObjects::operator()(git_odb *handle) const noexcept
{
    git_odb_free(handle);
}

Repository::Repository(QString path, git_repository *handle, git_odb *objects)
    : m_path(std::move(path)), m_handle(handle), m_objects(objects), m_boundary(boundaryOf(m_path))
{
}

Repository::Repository(Repository &&) noexcept = default;
Repository &Repository::operator=(Repository &&) noexcept = default;
Repository::~Repository() = default;

Result<Repository> Repository::init(const QString &path)
{
    startGit();
    git_repository_init_options options{};
    options.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = "main";
    git_repository *raw = nullptr;
    if (const int code = git_repository_init_ext(&raw, path.toUtf8().constData(), &options); code != 0)
        return failWithGit(code, u"cannot make a repository in "_s + path);
    git_repository_free(raw);
    // Segments are compressed already: looking for differences between them would only cost time.
    if (auto status = base::files::makeFolder(path + u"/info"_s); !status)
        return fail(status.error());
    if (auto status = base::files::writeAtomically(path + u"/info/attributes"_s, "*.zst -delta\n"); !status)
        return fail(status.error());
    return open(path);
}

Result<Repository> Repository::open(const QString &path)
{
    startGit();
    git_repository *raw = nullptr;
    if (const int code = git_repository_open_ext(&raw, path.toUtf8().constData(),
                                                 GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, nullptr);
        code != 0)
        return failWithGit(code, u"cannot open the repository "_s + path);
    git_odb *objects = nullptr;
    if (const int code = git_repository_odb(&objects, raw); code != 0) {
        const auto error = failWithGit(code, u"cannot open the objects of "_s + path);
        git_repository_free(raw);
        return error;
    }
    return Repository(path, raw, objects);
}

Result<QString> Repository::currentRef() const
{
    git_reference *raw = nullptr;
    if (const int code = git_reference_lookup(&raw, m_handle.get(), "HEAD"); code != 0)
        return failWithGit(code, u"cannot read HEAD"_s);
    const Reference reference(raw);
    const char *target = git_reference_symbolic_target(raw);
    const QString name = target ? QString::fromUtf8(target) : QString();
    if (!name.startsWith(u"refs/heads/"_s))
        return fail(ErrorKind::Corrupt, u"the data set is on no branch: HEAD points to no place below refs/heads/"_s,
                    u"`git --git-dir=%1 symbolic-ref HEAD refs/heads/main` brings it back"_s.arg(m_path));
    return name;
}

Status Repository::setCurrentRef(const QString &branchRef)
{
    if (!branchRef.startsWith(u"refs/heads/"_s))
        return fail(ErrorKind::Invalid, branchRef + u" is no branch"_s);
    git_reference *raw = nullptr;
    const int code =
        git_reference_symbolic_create(&raw, m_handle.get(), "HEAD", branchRef.toUtf8().constData(), 1, "switch");
    const Reference reference(raw);
    return code == 0 ? Status() : Status(failWithGit(code, u"cannot switch to "_s + branchRef));
}

Result<std::optional<CommitId>> Repository::ref(const QString &name) const
{
    git_reference *raw = nullptr;
    const int code = git_reference_lookup(&raw, m_handle.get(), name.toUtf8().constData());
    const Reference reference(raw);
    if (code == GIT_ENOTFOUND)
        return std::optional<CommitId>();
    if (code != 0)
        return failWithGit(code, u"cannot read "_s + name);
    return versionOf(raw);
}

Result<std::vector<std::pair<QString, CommitId>>> Repository::refs(const QString &prefix) const
{
    git_reference_iterator *raw = nullptr;
    if (const int code =
            git_reference_iterator_glob_new(&raw, m_handle.get(), QString(prefix + u'*').toUtf8().constData());
        code != 0)
        return failWithGit(code, u"cannot list "_s + prefix);
    const base::Owned<git_reference_iterator, git_reference_iterator_free> iterator(raw);
    std::vector<std::pair<QString, CommitId>> found;
    for (;;) {
        git_reference *each = nullptr;
        const int code = git_reference_next(&each, raw);
        if (code == GIT_ITEROVER)
            break;
        if (code != 0)
            return failWithGit(code, u"cannot list "_s + prefix);
        const Reference reference(each);
        if (const auto version = versionOf(each); version && *version)
            found.emplace_back(QString::fromUtf8(git_reference_name(each)), **version);
    }
    std::sort(found.begin(), found.end());
    return found;
}

Status Repository::removeRef(const QString &name, const std::optional<CommitId> &expected)
{
    git_reference *raw = nullptr;
    int code = git_reference_lookup(&raw, m_handle.get(), name.toUtf8().constData());
    const Reference reference(raw);
    if (code == GIT_ENOTFOUND)
        return {};
    if (code != 0)
        return failWithGit(code, u"cannot read "_s + name);
    const git_oid *target = git_reference_target(raw);
    if (expected && (target == nullptr || fromGit(*target) != *expected))
        return failWithGit(GIT_EMODIFIED, u"cannot remove "_s + name);
    code = git_reference_delete(raw); // which compares once more with what was looked up
    return code == 0 ? Status() : Status(failWithGit(code, u"cannot remove "_s + name));
}

Status Repository::removeUnfinished(const QString &path)
{
    QStringList unfinished;
    QDirIterator refs(path + u"/refs"_s, {u"*.lock"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (refs.hasNext())
        unfinished += refs.next();
    for (const char *name : {"HEAD.lock", "config.lock", "packed-refs.lock", "packed-refs.new", "shallow.lock"}) {
        if (const QString file = path + u'/' + QLatin1StringView(name); QFileInfo::exists(file))
            unfinished += file;
    }
    const QDir packs(path + u"/objects/pack"_s);
    for (const QString &name : packs.entryList({u"tmp_pack_*"_s, u"*.idx.new-*"_s}, QDir::Files))
        unfinished += packs.filePath(name);
    for (const QString &file : unfinished) {
        if (auto removed = base::files::removeFile(file); !removed)
            return removed;
    }
    return {};
}

Result<std::optional<CommitId>> Repository::head() const
{
    const auto current = currentRef();
    return current ? ref(*current) : Result<std::optional<CommitId>>(fail(current.error()));
}

Status Repository::moveRef(const QString &name, const std::optional<CommitId> &expected, const CommitId &to,
                           const QString &reason)
{
    const git_oid target = toGit(to);
    const git_oid current = expected ? toGit(*expected) : git_oid{};
    git_reference *raw = nullptr;
    const int code =
        git_reference_create_matching(&raw, m_handle.get(), name.toUtf8().constData(), &target, expected ? 1 : 0,
                                      expected ? &current : nullptr, reason.toUtf8().constData());
    const Reference reference(raw);
    if (code == GIT_ENOTFOUND && expected)
        return failWithGit(GIT_EMODIFIED, u"cannot move "_s + name);
    if (code != 0)
        return failWithGit(code, u"cannot move "_s + name);
    return {};
}

Result<CommitId> Repository::resolve(const QString &revision) const
{
    constexpr qsizetype kMaximumLength = 256;
    const auto unknown = [&revision] {
        return fail(ErrorKind::NotFound, u"there is no version \""_s + revision.left(kMaximumLength) + u'"',
                    u"`log` lists the versions"_s);
    };
    if (revision.size() > kMaximumLength)
        return unknown();

    const qsizetype tilde = revision.indexOf(u'~');
    const QString name = tilde < 0 ? revision : revision.left(tilde);
    std::int64_t back = 0;
    if (tilde >= 0) {
        bool good = true;
        const QString steps = revision.mid(tilde + 1);
        back = steps.isEmpty() ? 1 : steps.toUInt(&good);
        if (!good)
            return unknown();
    }

    std::optional<CommitId> found;
    static const QRegularExpression numbered(u"^v([0-9]{1,9})$"_s);
    if (name == u"HEAD"_s) {
        const auto newest = head();
        if (!newest)
            return fail(newest.error());
        found = *newest;
    } else if (const auto match = numbered.match(name); match.hasMatch()) {
        const auto newest = head();
        if (!newest)
            return fail(newest.error());
        if (!*newest)
            return unknown();
        const auto chain = firstParents(*this, **newest);
        if (!chain)
            return fail(chain.error());
        if (isShallow())
            return fail(ErrorKind::NotFound, u"versions have no numbers here: the older ones were not fetched"_s,
                        u"`fetch --history` brings them, or give an id"_s);
        const auto count = static_cast<qlonglong>(chain->size());
        const qlonglong number = match.captured(1).toLongLong();
        if (number < 1 || number > count)
            return unknown();
        found = (*chain)[static_cast<std::size_t>(count - number)];
    } else {
        const QStringList places = name.startsWith(u"refs/"_s)
            ? QStringList{name}
            : QStringList{u"refs/heads/"_s + name, u"refs/tags/"_s + name, u"refs/remotes/"_s + name};
        for (const QString &place : places) {
            const auto target = ref(place);
            if (target && *target) {
                found = *target;
                break;
            }
        }
    }
    if (!found) {
        git_oid prefix;
        git_oid full;
        if (name.size() < 4 || name.size() > 40
            || git_oid_fromstrn(&prefix, name.toLower().toLatin1().constData(), static_cast<std::size_t>(name.size()))
                != 0)
            return unknown();
        const int code = git_odb_exists_prefix(&full, m_objects.get(), &prefix, static_cast<std::size_t>(name.size()));
        if (code == GIT_EAMBIGUOUS)
            return fail(ErrorKind::Invalid, u"several versions begin with "_s + name, u"give more digits"_s);
        if (code != 0)
            return unknown();
        found = fromGit(full);
    }
    if (!found)
        return unknown();
    for (; back >= 0; --back) {
        const auto fields = commit(*found); // also says when it is no commit at all
        if (!fields)
            return unknown();
        if (back == 0)
            break;
        if (fields->parents.empty())
            return unknown();
        found = fields->parents.front();
    }
    return *found;
}

Result<base::Bytes> Repository::read(const ObjectId &id, ObjectType type, std::int64_t maximum) const
{
    const git_oid oid = toGit(id);
    std::size_t size = 0;
    git_object_t found = GIT_OBJECT_INVALID;
    if (const int code = git_odb_read_header(&size, &found, m_objects.get(), &oid); code != 0)
        return failWithGit(code, u"cannot read object "_s + idText(id));
    if (found != toGit(type))
        return fail(ErrorKind::Corrupt, u"object "_s + idText(id) + u" is no "_s + QLatin1StringView(typeName(type)));
    if (size > static_cast<std::size_t>(maximum))
        return fail(ErrorKind::Corrupt,
                    u"object "_s + idText(id) + u" has "_s + QString::number(size) + u" bytes, more than the "_s
                        + QString::number(maximum) + u" allowed"_s);
    git_odb_object *raw = nullptr;
    if (const int code = git_odb_read(&raw, m_objects.get(), &oid); code != 0)
        return failWithGit(code, u"cannot read object "_s + idText(id));
    const Object object(raw);
    base::Bytes bytes(static_cast<const char *>(git_odb_object_data(raw)),
                      static_cast<qsizetype>(git_odb_object_size(raw)));
    if (objectId(type, bytes) != id)
        return fail(ErrorKind::Corrupt, u"object "_s + idText(id) + u" is damaged: its content has another id"_s);
    return bytes;
}

Result<std::vector<TreeEntry>> Repository::tree(const ObjectId &id) const
{
    const auto bytes = read(id, ObjectType::Tree, kMaximumTreeBytes);
    if (!bytes)
        return fail(bytes.error());
    const auto malformed = [&id] { return fail(ErrorKind::Corrupt, u"tree "_s + idText(id) + u" is malformed"_s); };
    std::vector<TreeEntry> entries;
    for (qsizetype at = 0; at < bytes->size();) {
        const qsizetype space = bytes->indexOf(' ', at);
        const qsizetype end = space < 0 ? -1 : bytes->indexOf('\0', space);
        if (end < 0 || end + 1 + ObjectId::size() > bytes->size())
            return malformed();
        const QByteArrayView mode(bytes->constData() + at, space - at);
        TreeEntry entry;
        entry.isFolder = mode == "40000";
        if (!entry.isFolder && mode != "100644")
            return fail(ErrorKind::Corrupt,
                        u"tree "_s + idText(id) + u" holds something else than files and folders"_s);
        entry.name = bytes->mid(space + 1, end - space - 1);
        entry.id = *ObjectId::from(base::ByteView(*bytes).sliced(end + 1, ObjectId::size()));
        if (entry.name.isEmpty())
            return malformed();
        entries.push_back(std::move(entry));
        at = end + 1 + ObjectId::size();
    }
    return entries;
}

Result<CommitFields> Repository::commit(const CommitId &id) const
{
    const auto bytes = read(id, ObjectType::Commit, kMaximumCommitBytes);
    if (!bytes)
        return fail(bytes.error());
    auto parsed = parseCommit(*bytes);
    if (!parsed)
        return fail(parsed.error().within(u"commit "_s + idText(id)));
    if (!m_boundary.empty() && m_boundary.contains(id)) {
        parsed->isBoundary = !parsed->parents.empty();
        parsed->parents.clear();
    }
    return parsed;
}

bool Repository::contains(const ObjectId &id) const
{
    const git_oid oid = toGit(id);
    return git_odb_exists(m_objects.get(), &oid) == 1;
}

Result<ObjectId> Repository::write(ObjectType type, base::ByteView bytes)
{
    git_oid oid;
    const int code =
        git_odb_write(&oid, m_objects.get(), bytes.data(), static_cast<std::size_t>(bytes.size()), toGit(type));
    if (code != 0)
        return failWithGit(code, u"cannot write to "_s + m_path);
    return fromGit(oid);
}

Result<CommitId> Repository::writeCommit(const CommitFields &fields, const CommitSigner &signer)
{
    auto bytes = commitText(fields);
    if (!bytes)
        return fail(bytes.error());
    if (signer) {
        const auto signature = signer(*bytes);
        if (!signature)
            return fail(signature.error());
        bytes = withSignature(*bytes, *signature);
    }
    return write(ObjectType::Commit, *bytes);
}

void Repository::refresh()
{
    git_odb_refresh(m_objects.get());
    m_boundary = boundaryOf(m_path);
}

} // namespace datanet::versioning
