#pragma once

#include "versioning/content_tree.h"
#include "versioning/repository.h"

#include <functional>
#include <map>
#include <set>

namespace datanet::versioning {

// Takes an object that belongs into the repository and gives its id.
using ObjectSink = std::function<base::Result<ObjectId>(ObjectType type, base::ByteView bytes)>;

// What a new version changes in the tree of the one below. Folders that nothing touches keep their object unread.
struct TreeChanges
{
    std::map<std::uint16_t, std::set<SegmentName>> removed; // by folder
    std::map<std::uint16_t, std::vector<ContentTree::Segment>> added;
    std::map<QByteArray, ObjectId> documents; // set or replaced
    std::set<QByteArray> removedDocuments;
    std::vector<Attachment> attachments; // added
};

// Writes the trees that differ, root last, and gives its id. Corrupt when something to be removed is not there.
[[nodiscard]] base::Result<ObjectId> buildTree(const Repository &repository, const ContentTree &below,
                                               const TreeChanges &changes, const ObjectSink &sink);

} // namespace datanet::versioning
