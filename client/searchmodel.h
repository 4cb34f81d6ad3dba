// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"
#include "messages/search/searchquery.h"

#include <QAbstractListModel>

namespace landline::client {

/// How far a search has come.
struct SearchStatus {
    enum class State {
        Idle, ///< Nothing is looked for.
        Searching,
        Done,
        Failed, ///< `error` says why.
    };
    State state = State::Idle;
    bool isOffline = false; ///< Only what is kept here was looked through.
    bool isIndexing = false; ///< The server has not read all that was said yet.
    bool hasMore = false; ///< Session::searchMore() brings it.
    std::optional<Error> error;

    bool operator==(const SearchStatus&) const = default;
};

/// Messages that were looked for, the newest first.
class SearchModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        RoomRole = Qt::UserRole + 1, ///< QString
        SeqRole, ///< qint64
        AuthorRole, ///< QString
        ContentRole, ///< QString: Markdown
        TimestampRole, ///< QDateTime in UTC
        HitsRole, ///< QList<SearchQuery::Hit>: where the content has what is looked for
        BeforeRole, ///< QList<event::Text>: what was said before it in its room, like the next
        AfterRole,
    };

    explicit SearchModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the content.
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    RoomName roomAt(const QModelIndex& index) const;
    const SearchQuery& query() const { return m_query; }
    const SearchStatus& status() const { return m_status; }

    /// Forgets what was found; from now on it is this that is looked for.
    void begin(const SearchQuery& query);
    void append(const QList<event::FoundMessage>& found);
    /// Holds this in place of what was found.
    void replace(const QList<event::FoundMessage>& found);
    void setStatus(const SearchStatus& status);

Q_SIGNALS:
    void statusChanged(const landline::client::SearchStatus& status);

private:
    struct Row {
        event::FoundMessage found;
        QList<SearchQuery::Hit> hits;
    };

    QList<Row> rowsOf(const QList<event::FoundMessage>& found) const;

    QList<Row> m_rows;
    SearchQuery m_query;
    SearchStatus m_status;
};

} // namespace landline::client

Q_DECLARE_METATYPE(landline::client::SearchStatus)
