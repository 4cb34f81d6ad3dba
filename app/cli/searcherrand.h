// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/visiterrand.h"

namespace landline::cli {

/// `search`: the newest messages that a query matches, in the order in which they were said.
class SearchErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit SearchErrand(const Order& order, QObject* parent = nullptr);

    /// A query that cannot be asked ends it before there is a connection.
    void start() override;

protected:
    void begin() override;

private:
    void ask(const std::optional<SearchPlace>& before);
    void take(const event::Results& page);
    void print();

    Result<SearchQuery> m_query;
    int m_count;
    QList<event::Text> m_found; ///< The newest first.
};

} // namespace landline::cli
