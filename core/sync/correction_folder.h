#pragma once

#include "sync/datanets.h"
#include "sync/network.h"

#include <QString>

#include <map>
#include <optional>

namespace datanet::sync {

// What a person wants to be said instead of one published record.
struct RecordCorrection
{
    base::Digest record;
    std::map<QString, std::optional<QString>> values; // fields that change, as typed; nothing takes a field away
    bool remove = false; // the record just goes; then there are no values
};

// A data set below the application's data folder that is what the datanet publishes but for this correction, saved as a
// version: ready for SubmissionRequest::corrects. The same correction of the same published version gives the same
// folder. NotFound when the newest published version does not have the record; Invalid when nothing changes, or a value
// does not fit its field.
[[nodiscard]] base::Result<QString> makeCorrection(const Network &network, light::Snapshot &snapshot,
                                                   const Datanet &datanet, const RecordCorrection &correction,
                                                   base::TaskContext &context);

} // namespace datanet::sync
