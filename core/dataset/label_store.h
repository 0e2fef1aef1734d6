#pragma once

#include "base/bytes.h"
#include "base/database.h"
#include "base/result.h"
#include "dataset/row.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace datanet::dataset {

// What a person said about a record's label: it stands, or the record is left for others.
enum class LabelDecision : std::uint8_t { Done = 1, Skipped = 2 };
using LabelDecisions = std::unordered_map<base::Digest, LabelDecision>; // by record id

// What people decided while labelling, in labelling.db beside the working copy, by field and record id. So a decision
// is about a record as it was: one that is edited has none until it is looked at again, one that undo brings back has
// its own again, and branches, merges and a working copy built anew lose nothing. The labels themselves are in the
// records and travel with versions; this does not. One thread at a time; several processes may use one file.
class LabelStore
{
public:
    static constexpr auto kFile = "labelling.db";

    // Made where there is none. NotFound where the folder holds no data set; Corrupt for a damaged file, which is left
    // as it is: what people did is not thrown away unasked.
    [[nodiscard]] static base::Result<LabelStore> open(const QString &folder);

    // Nothing takes a decision back.
    base::Status decide(const QString &field, const base::Digest &id, std::optional<LabelDecision> decision);
    [[nodiscard]] base::Result<LabelDecisions> decisions(const QString &field);
    // The value of `field` was changed by labelling: what was decided about other fields of the record stays decided.
    base::Status follow(const QString &field, const base::Digest &before, const base::Digest &after);

    // Where a person was last. A row that is gone is for the caller to notice.
    [[nodiscard]] base::Result<std::optional<Position>> place(const QString &field);
    base::Status setPlace(const QString &field, Position position);

    // Choices of the person, as the caller names them.
    [[nodiscard]] base::Result<QString> setting(const QString &name);
    base::Status setSetting(const QString &name, const QString &value);

private:
    explicit LabelStore(base::Database database) : m_database(std::move(database)) { }
    base::Database m_database;
};

} // namespace datanet::dataset
