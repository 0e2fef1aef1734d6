#include "viewmodels/review_preparation.h"

#include "desktop/services.h"
#include "viewmodels/studio.h"

#include <algorithm>

namespace datanet::app {

using base::fail;

ReviewPreparation::ReviewPreparation(Studio &studio, QObject *parent)
    : QObject(parent), m_studio(studio), m_running(new Operation(this))
{
    connect(&studio, &Studio::accountsChanged, this, [this] {
        m_running->cancel();
        m_tried.clear();
    });
}

void ReviewPreparation::prepare(const std::vector<sync::ReviewEntry> &queue)
{
    if (m_running->isRunning())
        return;
    const auto next = std::ranges::find_if(queue, [this](const sync::ReviewEntry &entry) {
        return entry.task == sync::ReviewTask::Read && !entry.opened && !m_tried.contains(entry.contribution.id);
    });
    if (next == queue.end())
        return;
    m_at = next->contribution.id;
    m_tried.insert(m_at);
    Services &services = m_studio.services();
    auto task = services.run<bool>(
        services.submissionsLane(),
        [&services, id = m_at, account = m_studio.account().address](base::TaskContext &context) -> base::Result<bool> {
            const auto network = services.network();
            const auto key = services.keys().key(account);
            if (!network || !key)
                return fail(!network ? network.error() : key.error());
            const auto opened = sync::openReview(**network, id, *key, context);
            return opened ? base::Result<bool>(true) : fail(opened.error());
        });
    m_running->start(task, [this](bool) { Q_EMIT prepared(); });
}

void ReviewPreparation::yieldTo(qulonglong contribution)
{
    if (m_running->isRunning() && m_at != contribution) {
        m_running->cancel();
        m_tried.erase(m_at);
    }
}

} // namespace datanet::app
