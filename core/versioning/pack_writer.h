#pragma once

#include "base/result.h"
#include "versioning/repository.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace datanet::versioning {

// Writes one git pack (version 2) and its index (version 2) of whole objects. Segments stand in stored deflate blocks:
// they are compressed already, so compressing again would only cost time. Nothing is visible before finish(); destroyed
// without it, the writer removes its file. One thread at a time.
// Format: git's Documentation/gitformat-pack.txt.
class PackWriter
{
public:
    [[nodiscard]] static base::Result<PackWriter> begin(const QString &repositoryPath);

    PackWriter(PackWriter &&) noexcept;
    PackWriter &operator=(PackWriter &&) noexcept;
    ~PackWriter();

    // id must be objectId(type, bytes); an object that was added before is left out.
    base::Status add(ObjectType type, const ObjectId &id, base::ByteView bytes);

    [[nodiscard]] std::int64_t objects() const;
    [[nodiscard]] std::int64_t bytes() const;

    // Syncs the pack, then its index, and switches both on. Does nothing when there are no objects.
    base::Status finish();

private:
    struct State;
    explicit PackWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace datanet::versioning
