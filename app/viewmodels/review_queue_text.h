#pragma once

#include "desktop/services.h"
#include "sync/review.h"

#include <QCoreApplication>
#include <QVariantList>
#include <QVariantMap>

namespace datanet::app {

// The queue of one datanet as a page shows it.
struct ReviewQueueText
{
    Q_DECLARE_TR_FUNCTIONS(ReviewQueueText)

public:
    bool reviewer = false; // has locked coins as a reviewer of the datanet, or sits on one of its panels
    int waiting = 0;
    // Each { id, title, who, address, detail, group ("read", "sealed", "other"), groupTitle, word, tone, icon, task,
    // actionText, sealed, level, block, steps, panel: [{ who, address, word, icon, sealed, program, you }] }, by group.
    QVariantList entries;
    QString problem; // the list is not complete

    // Any worker thread.
    [[nodiscard]] static base::Result<ReviewQueueText> read(const Services &services, std::uint64_t datanet,
                                                            const base::Address &reviewer, base::TaskContext &context);
};

} // namespace datanet::app
