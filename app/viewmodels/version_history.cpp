#include "viewmodels/version_history.h"

#include "dataset/data_set.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr int kMostVersions = 1000; // listed

} // namespace

VersionHistory::VersionHistory(Services &services, QObject *parent) : QObject(parent), m_services(services) { }

void VersionHistory::open(const QString &folder)
{
    m_loading.cancel();
    m_comparing.cancel();
    m_folder = folder;
    m_unsaved = false;
    m_versions.show({});
    m_comparison.clear();
    Q_EMIT sidesChanged();
}

void VersionHistory::refresh()
{
    if (m_folder.isEmpty())
        return;
    auto task = m_services.run<std::vector<versioning::Version>>(
        m_services.computation(), [folder = m_folder](base::TaskContext &) -> Result<std::vector<versioning::Version>> {
            const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
            if (!repository)
                return fail(repository.error());
            return versioning::log(*repository, 0, kMostVersions);
        });
    m_loading.start(task, [this](std::vector<versioning::Version> versions) {
        m_versions.show(std::move(versions));
        m_comparison.clear();
        if (m_versions.count() > 0)
            choose(0, false);
    });
}

void VersionHistory::choose(int row, bool extend)
{
    if (m_versions.at(row) == nullptr)
        return;
    m_unsaved = false;
    if (extend && m_versions.after() >= 0 && row != m_versions.after()) {
        m_versions.setSides(row, m_versions.after());
    } else {
        // The first version has none before it: everything in it is new.
        m_versions.setSides(row + 1 < m_versions.count() ? row + 1 : -1, row);
    }
    compare();
}

void VersionHistory::chooseUnsaved()
{
    m_unsaved = true;
    m_versions.setSides(m_versions.count() > 0 ? 0 : -1, -1);
    compare();
}

void VersionHistory::compare()
{
    const auto *before = m_versions.at(m_versions.before());
    const auto *after = m_versions.at(m_versions.after());
    const auto from = before != nullptr ? std::optional(before->id) : std::nullopt;
    const auto to = after != nullptr ? std::optional(after->id) : std::nullopt;
    Q_EMIT sidesChanged();
    // What is in no version yet is read from the working copy, which is open on the data set's lane only.
    auto *lane = m_unsaved ? m_services.dataLane(m_folder) : m_services.computation();
    auto task = m_services.run<Comparison>(lane, [folder = m_folder, from, to](base::TaskContext &context) {
        return compareVersions(folder, from, to, context);
    });
    m_comparing.start(task, [this](Comparison comparison) { m_comparison.show(std::move(comparison)); });
}

QString VersionHistory::beforeTitle() const
{
    const QString title = m_versions.title(m_versions.before());
    //: The side before the first version
    return title.isEmpty() ? tr("Nothing") : title;
}

QString VersionHistory::afterTitle() const
{
    //: The side after the newest version: what was not saved as a version yet
    return m_unsaved ? tr("Not saved yet") : m_versions.title(m_versions.after());
}

} // namespace datanet::app
