#include "models/model_folder.h"

#include "base/file_lock.h"
#include "base/files.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace datanet::models {

using namespace Qt::StringLiterals;
using attribution::IndexedSource;
using attribution::IndexFolder;
using attribution::RecordSink;

namespace {

// Tried when no strength is asked for, on at most so many tokens.
constexpr std::array<std::uint32_t, 8> kStrengths{16, 64, 128, 256, 512, 1024, 2048, 4096};
constexpr std::uint64_t kTriedTokens = 100'000;
constexpr std::chrono::minutes kLockPatience{2};

QString descriptionPath(const QString &folder)
{
    return folder + u"/model.json"_s;
}

QString textsFolder(const QString &folder)
{
    return folder + u"/texts"_s;
}

QString textsPath(const QString &folder, const base::Digest &digest)
{
    return textsFolder(folder) + u'/' + QString::fromLatin1(base::toPlainHex(digest.view())) + u".texts"_s;
}

// The index reads the texts that the model keeps, so that both hold the same and a source is read once.
IndexedSource indexed(const attribution::Source &source, const RecordTexts &texts)
{
    return {source, [texts](const RecordSink &sink) -> base::Status {
                for (std::uint32_t i = 0; i < texts.recordCount(); ++i) {
                    if (auto taken = sink(texts.recordId(i), texts.position(i), texts.text(i)); !taken)
                        return taken;
                }
                return {};
            }};
}

struct Opened
{
    NgramModel model;
    int builtShards = 0;
};

// The model over the folder's index, which is built again from the texts where it does not hold them.
base::Result<Opened> over(const QString &folder, const ModelDescription &description,
                          const std::vector<RecordTexts> &texts, int threads, base::TaskContext &task)
{
    std::vector<IndexedSource> sources;
    for (std::size_t i = 0; i < texts.size(); ++i)
        sources.push_back(indexed(description.sources[i].source, texts[i]));
    const QString indexFolder = folder + u"/index"_s;
    IndexFolder::Options options;
    options.threads = threads;
    for (bool again = false;; again = true) {
        task.step(u"Sorting texts"_s);
        auto update = IndexFolder(indexFolder).update(sources, options, task);
        if (!update && (again || update.error().kind != base::ErrorKind::Conflict))
            return base::fail(update.error());
        if (update) {
            task.step(u"Checking the model"_s);
            auto model = NgramModel::of(description, update->index, texts, threads, task);
            if (model)
                return Opened{*std::move(model), update->builtShards};
            if (again || model.error().kind != base::ErrorKind::Corrupt)
                return base::fail(model.error());
        }
        if (auto removed = base::files::removeTree(indexFolder); !removed)
            return base::fail(removed.error());
    }
}

base::Result<RecordTexts> readTexts(const QString &folder, const IndexedSource &source, std::int64_t &readBytes,
                                    base::TaskContext &task)
{
    RecordTextsBuilder builder;
    const auto read = source.read([&](const base::Digest &id, std::uint32_t position, std::string_view text) {
        if (task.cancelled())
            return base::Status(base::cancelled());
        readBytes += static_cast<std::int64_t>(text.size());
        task.progress(readBytes, 0);
        return builder.add(id, position, text);
    });
    if (!read)
        return base::fail(read.error());
    const base::Bytes bytes = builder.finish();
    auto texts = RecordTexts::fromBytes(bytes);
    if (!texts)
        return texts;
    const QString path = textsPath(folder, texts->digest());
    if (auto written = base::files::writeAtomically(path, bytes); !written)
        return base::fail(written.error());
    return RecordTexts::open(path, texts->digest());
}

void removeUnnamed(const QString &folder, const ModelDescription &description)
{
    std::set<QString> named;
    for (const ModelSource &source : description.sources)
        named.insert(textsPath(folder, source.texts));
    const QDir files(textsFolder(folder));
    for (const QString &name : files.entryList({u"*.texts"_s, u"*.new-*"_s}, QDir::Files)) {
        // What can't be removed now will be after the next training.
        if (!named.contains(files.filePath(name)))
            QFile::remove(files.filePath(name));
    }
}

base::Result<base::FileLock> lock(const QString &folder, base::TaskContext &task)
{
    return base::FileLock::wait(folder + u"/lock"_s, kLockPatience, task);
}

std::uint64_t tokensOf(const RecordTexts &texts)
{
    std::uint64_t tokens = 0;
    attribution::TokenText cut;
    for (std::uint32_t i = 0; i < texts.recordCount(); ++i) {
        cut.assign(texts.text(i));
        tokens += cut.size();
    }
    return tokens;
}

} // namespace

base::Result<ModelDescription> ModelFolder::description() const
{
    const auto bytes = base::files::read(descriptionPath(m_folder), ModelDescription::kMaximumBytes);
    if (!bytes && bytes.error().kind == base::ErrorKind::NotFound) {
        return base::fail(base::ErrorKind::NotFound, u"there is no model in "_s + m_folder,
                          u"train one with: datanet model train"_s);
    }
    if (!bytes)
        return base::fail(bytes.error());
    auto description = ModelDescription::fromJson(*bytes);
    if (!description) {
        base::Error error = description.error().within(descriptionPath(m_folder));
        error.kind = base::ErrorKind::Corrupt;
        error.hint = u"train the model again"_s;
        return base::fail(std::move(error));
    }
    return description;
}

base::Result<NgramModel> ModelFolder::load(int threads, base::TaskContext &task) const
{
    if (auto there = description(); !there)
        return base::fail(there.error());
    const auto held = lock(m_folder, task);
    if (!held)
        return base::fail(held.error());
    const auto described = description();
    if (!described)
        return base::fail(described.error());
    task.step(u"Reading texts"_s);
    std::vector<RecordTexts> texts;
    for (const ModelSource &source : described->sources) {
        if (task.cancelled())
            return base::cancelled();
        auto opened = RecordTexts::open(textsPath(m_folder, source.texts), source.texts);
        if (!opened && opened.error().kind == base::ErrorKind::NotFound) {
            return base::fail(base::ErrorKind::Corrupt, u"a part of the model is missing: "_s + opened.error().what,
                              u"train the model again"_s);
        }
        if (!opened)
            return base::fail(opened.error());
        texts.push_back(*std::move(opened));
    }
    auto opened = over(m_folder, *described, texts, threads, task);
    if (!opened)
        return base::fail(opened.error());
    return std::move(opened->model);
}

base::Result<ModelFolder::Training> ModelFolder::train(const std::vector<IndexedSource> &sources,
                                                       const TrainOptions &options, base::TaskContext &task) const
{
    if (auto made = base::files::makeFolder(textsFolder(m_folder)); !made)
        return base::fail(made.error());
    const auto held = lock(m_folder, task);
    if (!held)
        return base::fail(held.error());
    std::map<attribution::Source, base::Digest> known;
    if (const auto before = description()) {
        for (const ModelSource &source : before->sources)
            known[source.source] = source.texts;
    }

    std::vector<const IndexedSource *> ordered;
    for (const IndexedSource &source : sources)
        ordered.push_back(&source);
    std::ranges::sort(ordered, {}, [](const IndexedSource *source) { return source->source; });
    std::set<attribution::Source> named;
    for (const IndexedSource *source : ordered) {
        if (!named.insert(source->source).second)
            return base::fail(base::ErrorKind::Conflict, u"a source is named twice for one model"_s);
    }

    task.step(u"Reading texts"_s);
    ModelDescription description;
    description.parameters.longestContext = options.longestContext;
    if (options.strength != 0)
        description.parameters.strength = options.strength;
    description.versions = options.versions;
    std::ranges::sort(description.versions);
    description.run.program = options.program;
    description.run.seed = options.seed;
    std::vector<RecordTexts> texts;
    std::int64_t readBytes = 0;
    for (const IndexedSource *source : ordered) {
        const auto before = known.find(source->source);
        auto opened = before == known.end() ? base::fail(base::ErrorKind::NotFound, {})
                                            : RecordTexts::open(textsPath(m_folder, before->second), before->second);
        if (!opened)
            opened = readTexts(m_folder, *source, readBytes, task);
        if (!opened)
            return base::fail(opened.error());
        description.sources.push_back(
            {source->source, opened->digest(), opened->recordCount(), tokensOf(*opened), opened->textBytes()});
        texts.push_back(*std::move(opened));
    }
    if (auto good = description.check(); !good)
        return base::fail(good.error());

    auto opened = over(m_folder, description, texts, options.threads, task);
    if (!opened)
        return base::fail(opened.error());
    if (options.strength == 0) {
        task.step(u"Choosing parameters"_s);
        const auto chosen = chooseStrength(opened->model.counts(), options.longestContext, kStrengths, options.seed,
                                           kTriedTokens, options.threads, task);
        if (!chosen)
            return base::fail(chosen.error());
        description.parameters.strength = chosen->strength;
        description.run.triedTokens = chosen->tokens;
        description.run.triedStrengths.assign(kStrengths.begin(), kStrengths.end());
        opened->model = opened->model.with(description.parameters, description.run);
    }
    if (auto written = base::files::writeAtomically(descriptionPath(m_folder), description.toJson()); !written)
        return base::fail(written.error());
    removeUnnamed(m_folder, description);
    return Training{std::move(opened->model), readBytes, opened->builtShards};
}

} // namespace datanet::models
