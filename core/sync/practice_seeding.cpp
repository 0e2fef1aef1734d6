#include "sync/practice_seeding.h"

#include "base/files.h"
#include "chain/bindings/parameters.h"
#include "sync/computing_terms.h"
#include "sync/practice_choices.h"
#include "sync/practice_programs.h"

#include <QThread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;

namespace {

constexpr int kPublishAttempts = 600; // of 500 ms
constexpr qint64 kMaxSample = 2 << 20;

base::Result<base::Bytes> seedText(const QString &resources)
{
    if (const auto folder = findDictionary()) {
        const auto articles = readDictionary(*folder + u"/foldoc.index"_s, *folder + u"/foldoc.dict.dz"_s);
        if (articles)
            return computingTermLines(*articles);
    }
    return base::files::read(resources + u"/samples/computing-terms.jsonl"_s, kMaxSample);
}

Status prepare(const PracticeCommand &command, const PracticeFolders &folders, const QString &resources,
               const QString &datanet, base::TaskContext &context)
{
    const QString folder = folders.seed() + u"/computing-terms"_s;
    const QString file = folders.seed() + u"/computing-terms.jsonl"_s;
    // What an earlier process left half done is made again from the beginning; nothing was sent yet.
    if (const auto removed = base::files::removeTree(folders.seed()); !removed)
        return removed;
    if (const auto made = base::files::makeFolder(folders.seed()); !made)
        return made;
    const auto text = seedText(resources);
    if (!text)
        return fail(text.error());
    if (const auto written = base::files::writeAtomically(file, *text); !written)
        return written;
    const QList<std::pair<QStringList, int>> steps{
        {{u"init"_s, folder, u"--title"_s, u"Free On-line Dictionary of Computing"_s, u"--domain"_s, u"computing"_s,
          u"--license"_s, u"GFDL-1.1-or-later"_s},
         0},
        {{u"import"_s, folder, file}, 0},
        {{u"check"_s, folder, u"--datanet"_s, datanet, u"--fix"_s, u"personal-data"_s}, 1},
        {{u"commit"_s, folder, u"-m"_s, u"Edition of 19 January 2023"_s}, 0},
        {{u"sign"_s, folder}, 0},
    };
    for (const auto &[words, allowed] : steps)
        if (const auto done = command.require(words, allowed, context); !done)
            return fail(done.error());
    return {};
}

// Once the seeder's contribution is accepted.
Status passAppealWindow(const PracticeCommand &command, const PracticeFolders &folders,
                        const std::function<Status(std::uint64_t seconds)> &pass, base::TaskContext &context)
{
    const auto shown = command.require({u"contribution"_s, u"show"_s, u"--latest"_s, u"--show"_s, u"0"_s}, 1, context);
    const auto chosen = PracticeChoices::load(folders);
    if (!shown || !chosen)
        return fail(!shown ? shown.error() : chosen.error());
    const QString state = shown->answer.value(u"state"_s).toString();
    if (state != u"accepted"_s && state != u"partly-accepted"_s)
        return {};
    return pass(chosen->values()[chain::ParameterKey::AppealWindow] + 1);
}

} // namespace

Status seedPracticeDatanet(const PracticeCommand &command, const PracticeFolders &folders, const QString &resources,
                           PracticeSetup &setup, const std::function<Status(std::uint64_t seconds)> &pass,
                           base::TaskContext &context)
{
    const QString datanet = QString::number(setup.datanet);
    if (setup.seeded.isEmpty()) {
        context.step(u"Preparing the first data set"_s);
        if (const auto prepared = prepare(command, folders, resources, datanet, context); !prepared)
            return prepared;
        setup.seeded = u"committed"_s;
        if (const auto saved = setup.save(folders.setup()); !saved)
            return saved;
    }
    if (setup.seeded == u"committed"_s) {
        context.step(u"Sending it for review"_s);
        const auto sent = command.require(
            {u"submit"_s, folders.seed() + u"/computing-terms"_s, u"--datanet"_s, datanet, u"--may-share"_s}, 0,
            context);
        if (!sent)
            return fail(sent.error());
        context.step(u"Waiting for the reviewers"_s);
        bool published = false;
        for (int attempt = 0; attempt < kPublishAttempts && !published; ++attempt) {
            if (context.cancelled())
                return base::cancelled();
            const auto shown = command.require({u"datanet"_s, u"show"_s, datanet}, 0, context);
            if (!shown)
                return fail(shown.error());
            const QJsonValue versions = shown->answer.value(u"versions"_s);
            published = versions[u"value"_s].toVariant().toInt() > 0;
            if (published)
                break;
            if (const auto passed = passAppealWindow(command, folders, pass, context); !passed)
                return passed;
            QThread::msleep(500);
        }
        if (!published)
            return fail(ErrorKind::Network, u"the reviewer programs did not publish the first version"_s,
                        u"what they say is in "_s + folders.logs());
        setup.seeded = u"published"_s;
        return setup.save(folders.setup());
    }
    return {};
}

} // namespace datanet::sync
